import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { nodeRecipe } from './node-recipe.ts';

const REQUEST = { type: 'Request', parameter: 'request' };

/** The routes of `Bun.serve`. */
export const bun: (project: Project) => Recipe = nodeRecipe({
  name: 'Bun.serve',
  request: REQUEST,
  mount: 'Spread it into the routes of your app:',
  code: ['Bun.serve({ routes: { ...vortex } });'],
  glue: (_typed, extension) => `import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { routesOptions, webhookOptions } from './vortex-options${extension}';

const routes = vortexRoutes(routesOptions);

/** Spread it into the routes of the app: \`Bun.serve({ routes: { ...vortex } })\`. */
export const vortex = {
  '/webhooks/vortex': vortexWebhook(webhookOptions),
  '/api/vortex': routes,
  '/api/vortex/*': routes,
};
`,
});

/** A function for `Deno.serve`. */
export const deno: (project: Project) => Recipe = nodeRecipe({
  name: 'Deno.serve',
  port: 8000,
  request: REQUEST,
  mount: 'Ask it first:',
  code: ["Deno.serve((request) => vortex(request) ?? new Response('not found', { status: 404 }));"],
  glue: firstAsked,
});

/** A function for a Worker without a framework. */
export const workers: (project: Project) => Recipe = nodeRecipe({
  name: 'Workers',
  port: 8787,
  request: REQUEST,
  mount:
    'Ask it first; the secrets are read from process.env, which a Worker fills with its bindings (compatibility date 2025-04-01 and nodejs_compat, or newer):',
  code: ["export default { fetch: (request) => vortex(request) ?? new Response('not found', { status: 404 }) };"],
  glue: firstAsked,
});

function firstAsked(typed: boolean, extension: string): string {
  return `import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { routesOptions, webhookOptions } from './vortex-options${extension}';

const webhook = vortexWebhook(webhookOptions);
const routes = vortexRoutes(routesOptions);

/** Answers what is Vortex's, and \`undefined\` for the app's own paths. */
export function vortex(request${typed ? ': Request): Promise<Response> | undefined' : ')'} {
  const { pathname } = new URL(request.url);
  if (pathname === '/webhooks/vortex') return webhook(request);
  if (pathname === '/api/vortex' || pathname.startsWith('/api/vortex/')) return routes(request);
  return undefined;
}
`;
}
