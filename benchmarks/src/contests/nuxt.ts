import { execFileSync } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import { type Servers, server } from '../frame/server.ts';
import { home } from '../home.ts';

const APP = join(home(), 'nuxt-app');

export default {
  title: 'Nuxt',
  about:
    "The module's two handlers, beside handlers in `server/routes` that do the same by hand (a limit, the signature, the JSON and a " +
    'claim of the event; the origin, the user, JSON only, a limit and the scope).',
  peers: ['nuxt', 'h3'],
  seconds: 40,
  cases(tools) {
    const manifest = createRequire(join(home(), 'package.json')).resolve('nuxt/package.json');
    const env = { ...process.env, NODE_ENV: 'production' as const };
    execFileSync(process.execPath, [join(dirname(manifest), 'bin/nuxt.mjs'), 'build'], {
      cwd: APP,
      env,
      stdio: 'pipe',
    });
    const sides = {
      '@vortex/nuxt': server(tools, import.meta.url, 'nuxtApp', { input: '' }),
      'by hand': server(tools, import.meta.url, 'nuxtApp', { input: '/by-hand' }),
    };
    return adapterCases(tools, import.meta.url, { webhook: sides, token: sides, targets: {} });
  },
} satisfies Contest;

/** @param folder - Of the app's `server/routes`: where the side's handlers are. */
async function nuxtApp(folder: string): Promise<RequestListener> {
  const { listener } = await import(pathToFileURL(join(APP, '.output/server/index.mjs')).href);
  return (request, response) => {
    request.url = `${folder}${request.url}`;
    listener(request, response);
  };
}

export const servers: Servers = { nuxtApp };
