import type { Project } from '../project.ts';
import { importLine, ON_ACCEPTED, type Recipe, signedInUser, sourcePath, whoIsSignedIn } from '../recipe.ts';
import { sourceFile } from '../source-file.ts';

/** The file for Express 4 and 5. */
export function express(project: Project): Recipe {
  return handlers(project, {
    name: 'Express',
    package: '@vortex/express',
    imports: `import { type VortexUser, vortexRoutes, vortexWebhook } from '@vortex/express';
import type { Request } from 'express';`,
    parameter: '_req',
    mount: 'Mount both in your app:',
    code: [
      'app.use(vortexWebhooks); // before express.json(): the signature covers the raw bytes',
      "app.use('/api/vortex', vortexApi); // after your session middleware",
    ],
  });
}

/** The file for everything else that speaks Fetch. */
export function fetchRuntime(project: Project): Recipe {
  return handlers(project, {
    name: 'no known framework',
    package: '@vortex/core',
    imports: `import type { VortexUser } from '@vortex/core';
import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';`,
    parameter: '_request',
    mount:
      'Route requests to both; each takes a Request and returns a Response (for plain Node, see docs/writing-an-adapter.md):',
    code: [
      'const { pathname } = new URL(request.url);',
      "if (pathname === '/webhooks/vortex') return vortexWebhooks(request);",
      "if (pathname.startsWith('/api/vortex/')) return vortexApi(request);",
    ],
  });
}

/** A server that mounts each of two handlers by a line. */
interface Mounted {
  readonly name: string;
  readonly package: string;
  readonly imports: string;
  /** The name of the request in `authenticate`. */
  readonly parameter: string;
  /** How both are mounted: a sentence, and lines below the import. */
  readonly mount: string;
  readonly code: readonly string[];
}

function handlers(project: Project, { name, package: installed, imports, parameter, mount, code }: Mounted): Recipe {
  const file = sourceFile(
    project,
    sourcePath(project, 'vortex'),
    `${imports}

/** POST /webhooks/vortex, signed with VORTEX_WEBHOOK_SECRET. */
export const vortexWebhooks = vortexWebhook({
${ON_ACCEPTED}
});

/** The routes that the Vortex components of your pages call, below /api/vortex. The key is VORTEX_API_KEY. */
export const vortexApi = vortexRoutes({ authenticate: signedInUser });

${signedInUser(`${parameter}: Request`)}`,
  );
  return {
    name,
    package: installed,
    files: [file],
    steps: [
      { say: mount, code: [importLine(project, ['vortexApi', 'vortexWebhooks'], './vortex'), ...code] },
      whoIsSignedIn(file.path),
    ],
  };
}
