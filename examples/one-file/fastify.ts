// npx vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex, then: node --env-file=.env fastify.ts
import { vortexRoutes, vortexWebhook } from '@vortex/fastify';
import fastify, { type FastifyRequest } from 'fastify';

const members = new Set<string>();
const app = fastify();

// POST /webhooks/vortex; the app's body parsers don't matter to it.
await app.register(vortexWebhook, {
  on: {
    'invitation.accepted': ({ data }) => {
      if (data.targetEmail) members.add(data.targetEmail);
      console.log('joined:', data.targetEmail);
    },
  },
});

// What the component on your page calls.
await app.register(vortexRoutes, { prefix: '/api/vortex', authenticate: signedIn });

app.get('/members', async () => [...members]);

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
console.log('ready');

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn({ headers }: FastifyRequest) {
  const [, id] = /\buser=(\w+)/.exec(headers.cookie ?? '') ?? [];
  return id ? { id, email: `${id}@example.com` } : null;
}
