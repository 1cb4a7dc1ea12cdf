import type { Project } from '../project.ts';
import { ON_ACCEPTED, type Recipe, signedInUser, whoIsSignedIn } from '../recipe.ts';
import { sourceFile } from '../source-file.ts';

/** The two route files of an app of Next.js, which takes ES modules whatever package.json says. */
export function next(project: Project): Recipe {
  const style = { language: project.language === 'typescript' ? 'typescript' : 'module' } as const;
  const app = appFolder(project);
  const routes = sourceFile(
    style,
    `${app}/api/vortex/[...vortex]/route`,
    `import { type VortexUser, vortexRoutes } from '@vortex/next';

// The routes that the Vortex components of your pages call. The key is VORTEX_API_KEY.
export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ authenticate: signedInUser });

${signedInUser('_request: Request')}`,
  );
  return {
    name: 'Next.js',
    package: '@vortex/next',
    files: [
      sourceFile(
        style,
        `${app}/webhooks/vortex/route`,
        `import { vortexWebhook } from '@vortex/next';

// Signed with VORTEX_WEBHOOK_SECRET.
export const { GET, POST, PUT, PATCH, DELETE } = vortexWebhook({
${ON_ACCEPTED}
});
`,
      ),
      routes,
    ],
    steps: [
      whoIsSignedIn(routes.path),
      { say: 'If you have a proxy.ts or middleware.ts that requires a session, exempt /webhooks/vortex.' },
    ],
  };
}

/** Next wants `app` beside `pages`, either both in `src` or both out of it. */
function appFolder({ has }: Project): string {
  if (has('app')) return 'app';
  if (has('src/app')) return 'src/app';
  return has('src') && !has('pages') ? 'src/app' : 'app';
}
