/** Serves `fetch.ts` on Node, as Bun and Deno do by themselves. */
import { serve } from '@hono/node-server';
import app from '../fetch.ts';

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => console.log('ready'));
