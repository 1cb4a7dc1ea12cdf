import { verifyToken } from '@vortex/core';
import type { Case, Target, Tools } from './frame/contest.ts';
import type { Answer, RequestPlan } from './frame/load.ts';
import { type Requests, requests } from './frame/requests.ts';
import { type Server, type ServerOptions, server } from './frame/server.ts';

export const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** Who is signed in, in every app that is compared. */
export const USER = { id: 'user-1', email: 'ada@example.com' };

/** What every app does with an event. */
export async function handle(_event: unknown): Promise<void> {}

/** A webhook of about 700 bytes. */
export const WEBHOOK: RequestPlan = { method: 'POST', path: '/webhooks/vortex', body: { webhook: 650 } };

/** A component asks for a token. */
export const TOKEN: RequestPlan = {
  method: 'POST',
  path: '/api/vortex/token',
  headers: { origin: 'http://127.0.0.1', cookie: 'session=1' },
  body: '{"context":{"componentId":"c-1"}}',
};

export function checkReceived({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('"received":true')) throw new Error(`A webhook was answered ${status}: ${body}`);
}

export async function checkToken({ status, body }: Answer): Promise<void> {
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
  /** Where the routes are. Default: `/webhooks/vortex` and `/api/vortex/token`. */
  readonly paths?: { readonly webhook: string; readonly token: string };
  /** Before each case's name, such as `Express 4: `. */
  readonly prefix?: string;
  readonly options?: ServerOptions;
  readonly load?: Pick<Requests, 'connections' | 'rounds' | 'slice'>;
}

/** The cases of an adapter: its webhook route and its token route under load. */
export function adapterCases(tools: Tools, file: string, routes: AdapterRoutes): Case[] {
  const { webhook, token, targets, paths, prefix = '', options, load } = routes;
  const started = (sides: AdapterRoutes['webhook']) =>
    Object.fromEntries(
      Object.entries(sides).map(([side, each]) => [
        side,
        typeof each === 'string' ? server(tools, file, each, options) : each,
      ]),
    );
  return [
    ...requests(tools, {
      name: `${prefix}webhook route`,
      sides: started(webhook),
      request: { ...WEBHOOK, ...(paths && { path: paths.webhook }) },
      check: checkReceived,
      targets,
      ...load,
    }),
    ...requests(tools, {
      name: `${prefix}token route`,
      sides: started(token),
      request: { ...TOKEN, ...(paths && { path: paths.token }) },
      check: checkToken,
      targets,
      ...load,
    }),
  ];
}
