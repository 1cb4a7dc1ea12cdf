import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifyToken } from '@vortex/core';
import type { Contest } from '../frame/contest.ts';
import type { Answer } from '../frame/load.ts';
import { requests } from '../frame/requests.ts';
import { type Servers, server } from '../frame/server.ts';
import { home } from '../home.ts';
import { API_KEY } from '../vortex-app.ts';

const APP = join(home(), 'next-app');
const ENVIRONMENT = { NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', VORTEX_API_KEY: API_KEY };

export default {
  title: 'Next',
  about:
    'A page with a token that `vortexToken` makes in a server component, beside the same page with an HMAC by hand.',
  peers: ['next', 'react'],
  seconds: 60,
  cases(tools) {
    const next = createRequire(join(home(), 'package.json')).resolve('next/dist/bin/next');
    execFileSync(process.execPath, [next, 'build'], { cwd: APP, env: { ...process.env, ...ENVIRONMENT } });
    const app = (path: string) =>
      server(tools, import.meta.url, 'nextApp', { cwd: APP, env: { ...ENVIRONMENT, PAGE: path } });
    return requests(tools, {
      name: 'page with a token',
      sides: { '@vortex/next': app('/ours'), 'by hand': app('/by-hand') },
      request: { method: 'GET', path: '/', headers: { cookie: 'user=ada' } },
      check: checkPage,
      targets: { 'by hand': { atLeast: 0.95 } },
      connections: [1, 32],
      rounds: 9,
      slice: 400,
    });
  },
} satisfies Contest;

async function checkPage({ status, body }: Answer): Promise<void> {
  const [token = ''] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(body) ?? [];
  if (status !== 200 || token === '') throw new Error(`A page was answered ${status}: ${body.slice(0, 200)}`);
  const { userId } = await verifyToken(token, API_KEY);
  if (userId !== 'ada') throw new Error(`The page's token is for ${userId}.`);
}

/** Next as a custom server starts it, so that its CPU time is that of the process. Every path is the page of $PAGE. */
async function nextApp(): Promise<{ readonly port: number }> {
  const next = createRequire(join(home(), 'package.json'))('next') as typeof import('next').default;
  const app = next({ dev: false, dir: APP });
  await app.prepare();
  const handle = app.getRequestHandler();
  const listening = createServer((request, response) => {
    request.url = process.env.PAGE;
    void handle(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return { port: (listening.address() as AddressInfo).port };
}

export const servers: Servers = { nextApp };
