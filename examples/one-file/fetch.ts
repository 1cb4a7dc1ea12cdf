// For Bun, Deno, Workers, and Node by way of an adapter: `export default { fetch }` is the whole app.
// npx vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex, then: bun --port 3000 fetch.ts
import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';

const members = new Set<string>();

const webhook = vortexWebhook({
  on: {
    'invitation.accepted': ({ data }) => {
      if (data.targetEmail) members.add(data.targetEmail);
      console.log('joined:', data.targetEmail);
    },
  },
});

// What the component on your page calls.
const routes = vortexRoutes({ authenticate: signedIn });

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/webhooks/vortex') return webhook(request);
    if (pathname.startsWith('/api/vortex/')) return routes(request);
    if (pathname === '/members') return Response.json([...members]);
    return new Response('Not found', { status: 404 });
  },
};

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn({ headers }: Request) {
  const [, id] = /\buser=(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
  return id ? { id, email: `${id}@example.com` } : null;
}
