import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { nodeRecipe } from './node-recipe.ts';

/** A plugin for Elysia, on Bun and Node. */
export const elysia: (project: Project) => Recipe = nodeRecipe({
  name: 'Elysia',
  request: { from: 'elysia', type: 'Context', parameter: 'context' },
  mount: 'Use it in your app, after what reads your session:',
  code: ['app.use(vortex);'],
  glue: (typed, extension) => {
    const generic = typed ? '<Context>' : '';
    return `import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { ${typed ? 'type Context, ' : ''}Elysia } from 'elysia';
import { routesOptions, webhookOptions } from './vortex-options${extension}';

const requestOf = ({ request }${typed ? ': Context): Request' : ')'} => request;
const webhook = vortexWebhook${generic}({ requestOf, ...webhookOptions });
const routes = vortexRoutes${generic}({ requestOf, ...routesOptions });

/** Use it as a plugin: \`new Elysia().use(vortex)\`. Without \`parse: 'none'\` Elysia reads the body first. */
export const vortex = new Elysia({ name: 'vortex' })
  .all('/webhooks/vortex', (context) => webhook(context), { parse: 'none' })
  .all('/api/vortex', (context) => routes(context), { parse: 'none' })
  .all('/api/vortex/*', (context) => routes(context), { parse: 'none' });
`;
  },
});
