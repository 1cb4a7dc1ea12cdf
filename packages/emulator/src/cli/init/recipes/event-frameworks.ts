import type { RequestType } from '../options-file.ts';

/** A framework whose handlers take an event with the Fetch request in it, and whose routes are files. */
export interface EventFramework {
  readonly name: string;
  /** Where the development server listens. */
  readonly port: number;
  /** What its handlers are called with. */
  readonly event: RequestType & { readonly from: string };
  /** Without their extension, below the app's folder. */
  readonly options: string;
  readonly glue: string;
  /** The files of the two routes, and what each holds; TypeScript and JavaScript alike. */
  readonly webhook: RouteFile;
  readonly routes: RouteFile;
  /** What is left to do, beside saying who is signed in. */
  readonly steps?: readonly { readonly say: string; readonly code?: readonly string[] }[];
}

interface RouteFile {
  readonly path: string;
  readonly content: string;
}

const EVERY_METHOD = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export const SVELTEKIT: EventFramework = {
  name: 'SvelteKit',
  port: 5173,
  event: { from: '@sveltejs/kit', type: 'RequestEvent', parameter: 'event' },
  options: 'src/lib/server/vortex-options',
  glue: 'src/lib/server/vortex',
  webhook: {
    path: 'src/routes/webhooks/vortex/+server',
    content: "export { webhook as fallback } from '../../../lib/server/vortex';\n",
  },
  routes: {
    path: 'src/routes/api/vortex/[...path]/+server',
    content: "export { routes as fallback } from '../../../../lib/server/vortex';\n",
  },
  steps: [
    {
      say: 'In production with adapter-node, set BODY_SIZE_LIMIT=1M; its own 512K is below the limit of webhooks. Kit refuses a POST or DELETE without a Content-Type as a form of another site.',
    },
  ],
};

export const ASTRO: EventFramework = {
  name: 'Astro',
  port: 4321,
  event: { from: 'astro', type: 'APIContext', parameter: 'context' },
  options: 'src/lib/vortex-options',
  glue: 'src/lib/vortex',
  webhook: {
    path: 'src/pages/webhooks/vortex',
    content: "export const prerender = false;\n\nexport { webhook as ALL } from '../../lib/vortex';\n",
  },
  routes: {
    path: 'src/pages/api/vortex/[...path]',
    content: "export const prerender = false;\n\nexport { routes as ALL } from '../../../lib/vortex';\n",
  },
  steps: [
    {
      say: 'Astro needs a server adapter, @astrojs/node say; behind a proxy that ends TLS, set security.allowedDomains.',
    },
  ],
};

export const REACT_ROUTER: EventFramework = {
  name: 'React Router',
  port: 5173,
  event: { from: 'react-router', type: 'LoaderFunctionArgs', parameter: 'args' },
  options: 'app/vortex-options.server',
  glue: 'app/vortex.server',
  webhook: {
    path: 'app/routes/vortex-webhook',
    content: "export { webhook as action, webhook as loader } from '../vortex.server';\n",
  },
  routes: {
    path: 'app/routes/vortex',
    content: "export { routes as action, routes as loader } from '../vortex.server';\n",
  },
  steps: [
    {
      say: 'Name both in app/routes.ts:',
      code: ["route('webhooks/vortex', 'routes/vortex-webhook.ts'),", "route('api/vortex/*', 'routes/vortex.ts'),"],
    },
  ],
};

export const TANSTACK_START: EventFramework = {
  name: 'TanStack Start',
  port: 3000,
  event: { from: './vortex.server', type: 'ServerEvent', parameter: 'event' },
  options: 'src/vortex-options.server',
  glue: 'src/vortex.server',
  webhook: {
    path: 'src/routes/webhooks/vortex',
    content: `import { createFileRoute } from '@tanstack/react-router';
import { webhook } from '../../vortex.server';

export const Route = createFileRoute('/webhooks/vortex')({ server: { handlers: { ANY: webhook } } });
`,
  },
  routes: {
    path: 'src/routes/api/vortex/$',
    content: `import { createFileRoute } from '@tanstack/react-router';
import { routes } from '../../../vortex.server';

export const Route = createFileRoute('/api/vortex/$')({ server: { handlers: { ANY: routes } } });
`,
  },
};

export const SOLID_START: EventFramework = {
  name: 'SolidStart',
  port: 3000,
  event: { from: '@solidjs/start/server', type: 'APIEvent', parameter: 'event' },
  options: 'src/vortex-options',
  glue: 'src/vortex',
  webhook: {
    path: 'src/routes/webhooks/vortex',
    content: `import { webhook } from '../../vortex';

export { ${EVERY_METHOD.map((method) => `webhook as ${method}`).join(', ')} };
`,
  },
  routes: {
    path: 'src/routes/api/vortex/[...path]',
    content: `import { routes } from '../../../vortex';

export { ${EVERY_METHOD.map((method) => `routes as ${method}`).join(', ')} };
`,
  },
};
