// npx vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex, then: node --env-file=.env hono.ts
import { serve } from '@hono/node-server';
import { vortexRoutes, vortexWebhook } from '@vortex/hono';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';

const members = new Set<string>();
const app = new Hono();

app.all(
  '/webhooks/vortex',
  vortexWebhook({
    on: {
      'invitation.accepted': ({ data }) => {
        if (data.targetEmail) members.add(data.targetEmail);
        console.log('joined:', data.targetEmail);
      },
    },
  }),
);

// What the component on your page calls.
app.route('/api/vortex', vortexRoutes({ authenticate: signedIn }));

app.get('/members', (c) => c.json([...members]));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' }, () => console.log('ready'));

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn(c: Context) {
  const id = getCookie(c, 'user');
  return id ? { id, email: `${id}@example.com` } : null;
}
