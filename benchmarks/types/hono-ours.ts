import { vortexRoutes } from '@vortex/hono';
import { Hono } from 'hono';
import { hc } from 'hono/client';

const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate: () => null }));

const client = hc<typeof app>('https://app.example.com');
const response = await client.api.vortex.invitations[':id'].$get({ param: { id: 'an-id' } });
export const status = response.ok ? (await response.json()).status : undefined;
