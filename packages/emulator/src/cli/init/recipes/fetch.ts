import { toCommonJs } from '../common-js.ts';
import type { Project } from '../project.ts';
import { importLine, NOBODY, type Recipe, sourcePath, WHO, whoIsSignedIn } from '../recipe.ts';

/** The file for everything else that speaks Fetch. */
export function fetchRuntime(project: Project): Recipe {
  const typed = project.language === 'typescript';
  const path = sourcePath(project, 'vortex');
  const source = `${typed ? "import type { VortexUser } from '@vortex/core';\n" : ''}import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';

/** POST /webhooks/vortex, signed with VORTEX_WEBHOOK_SECRET. Takes a Request and gives a Response. */
export const vortexWebhooks = vortexWebhook({
  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },
});

/** What the Vortex components of your pages call, below /api/vortex. The key is VORTEX_API_KEY. */
export const vortexApi = vortexRoutes({ authenticate: signedInUser });

${WHO}
async function signedInUser(_request${typed ? ': Request' : ''})${typed ? ': Promise<VortexUser | null>' : ''} {
${NOBODY}
}
`;
  return {
    name: 'no framework that it knows',
    package: '@vortex/core',
    files: [{ path, content: project.language === 'commonjs' ? toCommonJs(source) : source }],
    steps: [
      {
        say: 'Route to both; each takes a Request and gives a Response (for bare Node see docs/writing-an-adapter.md):',
        code: [
          importLine(project, ['vortexApi', 'vortexWebhooks'], './vortex'),
          'const { pathname } = new URL(request.url);',
          "if (pathname === '/webhooks/vortex') return vortexWebhooks(request);",
          "if (pathname.startsWith('/api/vortex/')) return vortexApi(request);",
        ],
      },
      whoIsSignedIn(path),
    ],
  };
}
