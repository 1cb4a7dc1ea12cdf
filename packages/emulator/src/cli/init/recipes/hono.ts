import { toCommonJs } from '../common-js.ts';
import type { Project } from '../project.ts';
import { importLine, NOBODY, type Recipe, sourcePath, WHO, whoIsSignedIn } from '../recipe.ts';

/** The file for Hono on any runtime. */
export function hono(project: Project): Recipe {
  const typed = project.language === 'typescript';
  const path = sourcePath(project, 'vortex');
  const source = `${typed ? "import { type VortexEnv, type VortexUser, vortexRoutes, vortexWebhook } from '@vortex/hono';\nimport { type Context, Hono } from 'hono';" : "import { vortexRoutes, vortexWebhook } from '@vortex/hono';\nimport { Hono } from 'hono';"}

/**
 * The webhook endpoint, and what the Vortex components of your pages call. VORTEX_API_KEY and VORTEX_WEBHOOK_SECRET come
 * from the bindings, else from the environment.
 */
export const vortexApp = new Hono()
  .all(
    '/webhooks/vortex',
    vortexWebhook({
      on: {
        'invitation.accepted': async (event) => {
          console.log('accepted', event.data.invitationId, event.data.targetEmail);
        },
      },
    }),
  )
  .route('/api/vortex', vortexRoutes({ authenticate: signedInUser }));

${WHO}
async function signedInUser(_c${typed ? ': Context<VortexEnv>' : ''})${typed ? ': Promise<VortexUser | null>' : ''} {
${NOBODY}
}
`;
  return {
    name: 'Hono',
    package: '@vortex/hono',
    port: isWorker(project) ? 8787 : 3000,
    files: [{ path, content: project.language === 'commonjs' ? toCommonJs(source) : source }],
    steps: [
      {
        say: 'Mount it in your app:',
        code: [importLine(project, ['vortexApp'], './vortex'), "app.route('/', vortexApp);"],
      },
      whoIsSignedIn(path),
    ],
  };
}

/** `wrangler dev` has a port of its own. */
function isWorker({ has }: Project): boolean {
  return ['wrangler.jsonc', 'wrangler.json', 'wrangler.toml'].some(has);
}
