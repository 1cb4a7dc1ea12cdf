import astro from '../../../../../../tests/frameworks/astro/src/lib/vortex.ts?text';
import astroRoutes from '../../../../../../tests/frameworks/astro/src/pages/api/vortex/[...path].ts?text';
import astroWebhook from '../../../../../../tests/frameworks/astro/src/pages/webhooks/vortex.ts?text';
import nuxtRoutes from '../../../../../../tests/frameworks/nuxt/server/vortex/routes.ts?text';
import nuxtWebhook from '../../../../../../tests/frameworks/nuxt/server/vortex/webhook.ts?text';
import reactRouterRoutes from '../../../../../../tests/frameworks/react-router/app/routes/vortex.ts?text';
import reactRouterWebhook from '../../../../../../tests/frameworks/react-router/app/routes/vortex-webhook.ts?text';
import reactRouter from '../../../../../../tests/frameworks/react-router/app/vortex.server.ts?text';
import solidRoutes from '../../../../../../tests/frameworks/solid-start/src/routes/api/vortex/[...path].ts?text';
import solidWebhook from '../../../../../../tests/frameworks/solid-start/src/routes/webhooks/vortex.ts?text';
import solid from '../../../../../../tests/frameworks/solid-start/src/vortex.ts?text';
import svelte from '../../../../../../tests/frameworks/sveltekit/src/lib/server/vortex.ts?text';
import svelteRoutes from '../../../../../../tests/frameworks/sveltekit/src/routes/api/vortex/[...path]/+server.ts?text';
import svelteWebhook from '../../../../../../tests/frameworks/sveltekit/src/routes/webhooks/vortex/+server.ts?text';
import tanstackRoutes from '../../../../../../tests/frameworks/tanstack-start/src/routes/api/vortex/$.ts?text';
import tanstackWebhook from '../../../../../../tests/frameworks/tanstack-start/src/routes/webhooks/vortex.ts?text';
import tanstack from '../../../../../../tests/frameworks/tanstack-start/src/vortex.server.ts?text';
import type { TestedFramework } from './tested.ts';

/** Frameworks whose routes are files and whose handlers take an event. */
export const BUNDLED: Readonly<
  Record<'nuxt' | 'sveltekit' | 'astro' | 'react-router' | 'tanstack-start' | 'solid-start', TestedFramework>
> = {
  nuxt: {
    name: 'Nuxt',
    package: '@vortex/nuxt',
    types: '@vortex/nuxt/server',
    bundled: true,
    request: { from: 'h3', type: 'H3Event', parameter: 'event' },
    options: 'server/vortex/options',
    files: { 'server/vortex/webhook': nuxtWebhook, 'server/vortex/routes': nuxtRoutes },
    steps: () => [{ say: 'Add the module in nuxt.config:', code: ["modules: ['@vortex/nuxt'],"] }],
  },
  sveltekit: {
    name: 'SvelteKit',
    port: 5173,
    bundled: true,
    request: { from: '@sveltejs/kit', type: 'RequestEvent', parameter: 'event' },
    options: 'src/lib/server/vortex-options',
    files: {
      'src/lib/server/vortex': svelte,
      'src/routes/webhooks/vortex/+server': svelteWebhook,
      'src/routes/api/vortex/[...path]/+server': svelteRoutes,
    },
    steps: () => [
      {
        say: 'In production with adapter-node, set BODY_SIZE_LIMIT=1M; its default of 512K is below the limit for webhooks. SvelteKit treats a POST or DELETE without a Content-Type as a cross-site form and refuses it.',
      },
    ],
  },
  astro: {
    name: 'Astro',
    port: 4321,
    bundled: true,
    request: { from: 'astro', type: 'APIContext', parameter: 'context' },
    options: 'src/lib/vortex-options',
    files: {
      'src/lib/vortex': astro,
      'src/pages/webhooks/vortex': astroWebhook,
      'src/pages/api/vortex/[...path]': astroRoutes,
    },
    steps: () => [
      {
        say: 'Astro needs a server adapter, such as @astrojs/node; behind a proxy that terminates TLS, set security.allowedDomains.',
      },
    ],
  },
  'react-router': {
    name: 'React Router',
    port: 5173,
    bundled: true,
    request: { from: 'react-router', type: 'LoaderFunctionArgs', parameter: 'args' },
    options: 'app/vortex-options.server',
    files: {
      'app/vortex.server': reactRouter,
      'app/routes/vortex-webhook': reactRouterWebhook,
      'app/routes/vortex': reactRouterRoutes,
    },
    steps: () => [
      {
        say: 'Name both in app/routes.ts:',
        code: ["route('webhooks/vortex', 'routes/vortex-webhook.ts'),", "route('api/vortex/*', 'routes/vortex.ts'),"],
      },
    ],
  },
  'tanstack-start': {
    name: 'TanStack Start',
    port: 5173,
    bundled: true,
    request: {
      type: 'ServerEvent',
      parameter: 'event',
      declared: `/** What a handler of a server route gets. */
export interface ServerEvent {
  readonly request: Request;
  readonly context: unknown;
}

`,
    },
    options: 'src/vortex-options.server',
    files: {
      'src/vortex.server': tanstack,
      'src/routes/webhooks/vortex': tanstackWebhook,
      'src/routes/api/vortex/$': tanstackRoutes,
    },
  },
  'solid-start': {
    name: 'SolidStart',
    port: 5173,
    bundled: true,
    request: { from: '@solidjs/start/server', type: 'APIEvent', parameter: 'event' },
    options: 'src/vortex-options',
    files: {
      'src/vortex': solid,
      'src/routes/webhooks/vortex': solidWebhook,
      'src/routes/api/vortex/[...path]': solidRoutes,
    },
  },
};
