import { execFileSync } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { verifyToken } from '@vortex/core';
import { API_KEY } from '../adapters/app.ts';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import type { Answer } from '../frame/load.ts';
import { requests } from '../frame/requests.ts';
import { type Servers, server } from '../frame/server.ts';
import { home } from '../home.ts';

const APP = join(home(), 'next-app');
const ENVIRONMENT = { NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', VORTEX_API_KEY: API_KEY };

export default {
  title: 'Next',
  about:
    'Route handlers of the app router, beside route handlers that do the same by hand (a limit, the signature, the JSON and a ' +
    'claim of the event; the origin, the user, JSON only, a limit and the scope), also at a path that catches all, as ours does; ' +
    'and a page with a token that `vortexToken` makes in a server component, beside the same page with an HMAC by hand.',
  peers: ['next', 'react'],
  seconds: 60,
  cases(tools) {
    const next = createRequire(join(home(), 'package.json')).resolve('next/dist/bin/next');
    execFileSync(process.execPath, [next, 'build'], { cwd: APP, env: { ...process.env, ...ENVIRONMENT } });
    const app = (input: string) => server(tools, import.meta.url, 'nextApp', { cwd: APP, env: ENVIRONMENT, input });
    const sides = { '@vortex/next': app(''), 'by hand': app('/by-hand') };
    const targets = { 'by hand': { atLeast: 0.95 } };
    return [
      ...adapterCases(tools, import.meta.url, {
        webhook: sides,
        token: { ...sides, 'by hand in [...route]': app('/by-hand-in-one') },
        targets,
        load: { rounds: 7 },
      }),
      ...requests(tools, {
        name: 'page with a token',
        sides,
        request: { method: 'GET', path: '/', headers: { cookie: 'user=ada' } },
        check: checkPage,
        targets,
        connections: [1, 32],
        rounds: 7,
        slice: 300,
      }),
    ];
  },
} satisfies Contest;

async function checkPage({ status, body }: Answer): Promise<void> {
  const [token = ''] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(body) ?? [];
  if (status !== 200 || token === '') throw new Error(`A page was answered ${status}: ${body.slice(0, 200)}`);
  const { userId } = await verifyToken(token, API_KEY);
  if (userId !== 'ada') throw new Error(`The page's token is for ${userId}.`);
}

/**
 * Next as a custom server starts it, so that its CPU time is that of the process.
 *
 * @param folder - Of the app: where the side's routes and its page are.
 */
async function nextApp(folder: string): Promise<RequestListener> {
  const next = createRequire(join(home(), 'package.json'))('next') as typeof import('next').default;
  const app = next({ dev: false, dir: APP });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => {
    // The page of a folder has no slash at its end.
    request.url = `${folder}${request.url}`.replace(/(?<=.)\/$/, '');
    void handle(request, response);
  };
}

export const servers: Servers = { nextApp };
