import { Hono } from 'hono';
import { hc } from 'hono/client';

const app = new Hono().get('/invitations/:id', (c) => c.json({ status: 'queued' }));

const client = hc<typeof app>('https://app.example.com');
const response = await client.invitations[':id'].$get({ param: { id: 'an-id' } });
export const status = response.ok ? (await response.json()).status : undefined;
