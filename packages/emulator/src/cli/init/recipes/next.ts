import type { Project } from '../project.ts';
import { NOBODY, type Recipe, WHO, whoIsSignedIn } from '../recipe.ts';

/** The two route files of an app of Next.js. */
export function next(project: Project): Recipe {
  const typed = project.language === 'typescript';
  const extension = typed ? 'ts' : 'js';
  const app = appFolder(project);
  const routes = `${app}/api/vortex/[...vortex]/route.${extension}`;
  return {
    name: 'Next.js',
    package: '@vortex/next',
    files: [
      {
        path: `${app}/webhooks/vortex/route.${extension}`,
        content: `import { vortexWebhook } from '@vortex/next';

// Signed with VORTEX_WEBHOOK_SECRET.
export const { GET, POST, PUT, PATCH, DELETE } = vortexWebhook({
  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },
});
`,
      },
      {
        path: routes,
        content: `import { ${typed ? 'type VortexUser, ' : ''}vortexRoutes } from '@vortex/next';

// What the Vortex components of your pages call. The key is VORTEX_API_KEY.
export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ authenticate: signedInUser });

${WHO}
async function signedInUser(_request${typed ? ': Request' : ''})${typed ? ': Promise<VortexUser | null>' : ''} {
${NOBODY}
}
`,
      },
    ],
    steps: [
      whoIsSignedIn(routes),
      { say: 'If you have a proxy.ts or middleware.ts that asks for a session, let /webhooks/vortex pass.' },
    ],
  };
}

/** Next wants `app` beside `pages`, either both in `src` or both out of it. */
function appFolder({ has }: Project): string {
  if (has('app')) return 'app';
  if (has('src/app')) return 'src/app';
  return has('src') && !has('pages') ? 'src/app' : 'app';
}
