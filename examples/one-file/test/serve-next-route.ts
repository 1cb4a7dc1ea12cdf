/** Serves `next-route.ts` on Node; Next itself takes a whole app. Run it with `--conditions=react-server`, as Next does. */
import { serve } from '@hono/node-server';
import { POST } from '../next-route.ts';

const context = { params: Promise.resolve({ vortex: ['token'] }) };
serve({ fetch: (request) => POST(request, context), port: Number(process.env.PORT), hostname: '127.0.0.1' }, () =>
  console.log('ready'),
);
