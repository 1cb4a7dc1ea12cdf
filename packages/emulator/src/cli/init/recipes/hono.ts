import type { Project } from '../project.ts';
import { importLine, ON_ACCEPTED, type Recipe, signedInUser, sourcePath, whoIsSignedIn } from '../recipe.ts';
import { sourceFile } from '../source-file.ts';

/** The file for Hono on any runtime. */
export function hono(project: Project): Recipe {
  const file = sourceFile(
    project,
    sourcePath(project, 'vortex'),
    `import { type VortexEnv, type VortexUser, vortexRoutes, vortexWebhook } from '@vortex/hono';
import { type Context, Hono } from 'hono';

/**
 * The webhook endpoint, and the routes that the Vortex components of your pages call. VORTEX_API_KEY and
 * VORTEX_WEBHOOK_SECRET are read from the bindings, or from the environment.
 */
export const vortexApp = new Hono()
  .all(
    '/webhooks/vortex',
    vortexWebhook({
${ON_ACCEPTED.replace(/^/gm, '    ')}
    }),
  )
  .route('/api/vortex', vortexRoutes({ authenticate: signedInUser }));

${signedInUser('_c: Context<VortexEnv>')}`,
  );
  return {
    name: 'Hono',
    package: '@vortex/hono',
    port: isWorker(project) ? 8787 : 3000,
    files: [file],
    steps: [
      {
        say: 'Mount it in your app:',
        code: [importLine(project, ['vortexApp'], './vortex'), "app.route('/', vortexApp);"],
      },
      whoIsSignedIn(file.path),
    ],
  };
}

/** `wrangler dev` has a port of its own. */
function isWorker({ has }: Project): boolean {
  return ['wrangler.jsonc', 'wrangler.json', 'wrangler.toml'].some(has);
}
