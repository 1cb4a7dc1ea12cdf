// Save it as app/api/vortex/[...vortex]/route.ts. The key is VORTEX_API_KEY.
import { vortexRoutes } from '@vortex/next';

// What the component on your page calls: POST /api/vortex/token and the others.
export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ authenticate: signedIn });

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn({ headers }: Request) {
  const [, id] = /\buser=(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
  return id ? { id, email: `${id}@example.com` } : null;
}
