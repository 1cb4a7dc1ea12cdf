import { toCommonJs } from '../common-js.ts';
import type { Project } from '../project.ts';
import { importLine, NOBODY, type Recipe, sourcePath, WHO, whoIsSignedIn } from '../recipe.ts';

/** The file for Express 4 and 5. */
export function express(project: Project): Recipe {
  const typed = project.language === 'typescript';
  const path = sourcePath(project, 'vortex');
  const source = `${typed ? "import { type VortexUser, vortexRoutes, vortexWebhook } from '@vortex/express';\nimport type { Request } from 'express';" : "import { vortexRoutes, vortexWebhook } from '@vortex/express';"}

/** POST /webhooks/vortex, signed with VORTEX_WEBHOOK_SECRET. */
export const vortexWebhooks = vortexWebhook({
  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },
});

/** What the Vortex components of your pages call. The key is VORTEX_API_KEY. */
export const vortexApi = vortexRoutes({ authenticate: signedInUser });

${WHO}
async function signedInUser(_req${typed ? ': Request' : ''})${typed ? ': Promise<VortexUser | null>' : ''} {
${NOBODY}
}
`;
  return {
    name: 'Express',
    package: '@vortex/express',
    files: [{ path, content: project.language === 'commonjs' ? toCommonJs(source) : source }],
    steps: [
      {
        say: 'Mount both in your app:',
        code: [
          importLine(project, ['vortexApi', 'vortexWebhooks'], './vortex'),
          'app.use(vortexWebhooks); // before express.json(): the signature is over the raw bytes',
          "app.use('/api/vortex', vortexApi); // after what reads your session",
        ],
      },
      whoIsSignedIn(path),
    ],
  };
}
