import { verifyToken } from '@vortex/core';
import type { Case, Target, Tools } from '../frame/contest.ts';
import type { Answer, RequestPlan } from '../frame/load.ts';
import { type Requests, requests } from '../frame/requests.ts';
import { type Server, type ServerOptions, server } from '../frame/server.ts';
import { API_KEY, USER } from './app.ts';

/** A webhook of about 700 bytes. */
export const WEBHOOK: RequestPlan = { method: 'POST', path: '/webhooks/vortex', body: { webhook: 650 } };

/** A component asks for a token. */
const TOKEN: RequestPlan = {
  method: 'POST',
  path: '/api/vortex/token',
  headers: { origin: 'http://127.0.0.1', cookie: 'session=1' },
  body: '{"context":{"componentId":"c-1"}}',
};

/** A webhook was received. */
export function checkReceived({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('"received":true')) throw new Error(`A webhook was answered ${status}: ${body}`);
}

async function checkToken({ status, body }: Answer): Promise<void> {
  const token = /"token":"([^"]+)"/.exec(body)?.[1];
  if (status !== 200 || token === undefined) throw new Error(`A token was answered ${status}: ${body}`);
  const { userId } = await verifyToken(token, API_KEY);
  if (userId !== USER.id) throw new Error(`A token was signed for ${userId}.`);
}

/** The two routes of an adapter, each beside the same route of others. */
export interface AdapterRoutes {
  /** By side, ours first: the name of a server of the contest's file, or a server. */
  readonly webhook: Readonly<Record<string, string | Server>>;
  readonly token: Readonly<Record<string, string | Server>>;
  readonly targets: Readonly<Record<string, Target>>;
  /** Before each case's name, such as `Express 4: `. */
  readonly prefix?: string;
  readonly options?: ServerOptions;
  readonly load?: Pick<Requests, 'connections' | 'rounds'>;
}

/** The cases of an adapter: its webhook route and its token route under load. */
export function adapterCases(tools: Tools, file: string, routes: AdapterRoutes): Case[] {
  const { webhook, token, targets, prefix = '', options, load } = routes;
  const started = (sides: AdapterRoutes['webhook']) =>
    Object.fromEntries(
      Object.entries(sides).map(([side, each]) => [
        side,
        typeof each === 'string' ? server(tools, file, each, options) : each,
      ]),
    );
  const [webhooks, tokens] = [started(webhook), started(token)];
  return [
    ...requests(tools, {
      name: `${prefix}webhook route`,
      sides: webhooks,
      request: WEBHOOK,
      async check(answer, side) {
        checkReceived(answer);
        await refuses(webhooks[side], WEBHOOK.path, { 'x-vortex-signature': '0'.repeat(64) });
      },
      targets,
      ...load,
    }),
    ...requests(tools, {
      name: `${prefix}token route`,
      sides: tokens,
      request: TOKEN,
      async check(answer, side) {
        await checkToken(answer);
        await refuses(tokens[side], TOKEN.path, { origin: 'https://example.org', 'content-type': 'text/plain' });
      },
      targets,
      ...load,
    }),
  ];
}

/**
 * A stranger's webhook is refused, and another site's page, which may send text without asking first: what checks nothing
 * would be fast.
 */
async function refuses(server: Server | undefined, path: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`http://127.0.0.1:${await server?.port()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  const { status } = response;
  if (status < 400 || status > 499) throw new Error(`What must be refused is answered with ${status}.`);
}
