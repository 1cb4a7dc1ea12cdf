import {
  memoryReplayStore,
  type VortexLogger,
  type VortexRoutesOptions,
  type VortexUser,
  type VortexWebhookOptions,
} from '@vortex/core';
import type { Entry, Settings } from './settings.ts';

/** The options of the app under test, for an adapter to mount. */
export interface Specimen<Req> {
  readonly webhook: VortexWebhookOptions<Req>;
  readonly routes: VortexRoutesOptions<Req>;
}

/** Reads a header of the framework's own request. */
export type HeaderReader<Req> = (request: Req, name: string) => string | null | undefined;

/**
 * Makes an app's options out of settings. Who is signed in stands in the header `x-user`; events say in their data what
 * their handler shall do.
 *
 * @param settings - What the case asks for.
 * @param header - Reads a header of the framework's own request.
 * @param note - Takes what the app notices.
 * @example
 * const entries: Entry[] = [];
 * const { webhook, routes } = specimen<Request>(
 *   settings,
 *   (request, name) => request.headers.get(name),
 *   (entry) => entries.push(entry),
 * );
 */
export function specimen<Req>(
  settings: Settings,
  header: HeaderReader<Req>,
  note: (entry: Entry) => void,
): Specimen<Req> {
  const { webhookMaxBodyBytes, handlerTimeout, vortex, routesMaxBodyBytes, trustedOrigins, trustProxy } = settings;
  return {
    webhook: {
      secret: secretOf(settings, header, note),
      replayStore: replayStoreOf(settings, header),
      maxBodyBytes: webhookMaxBodyBytes,
      bodyTimeout: settings.webhookBodyTimeout,
      handlerTimeout,
      onEvent: async (event, { signal }) => {
        note({ kind: 'event', type: event.type, id: event.id });
        await behave(event.data, signal);
      },
      onError: (error, { code }) => note({ kind: 'error', code, message: error.message }),
      logger: loggerOf(note),
    },
    routes: {
      authenticate: (request) => signedIn(request, header, settings),
      vortex,
      maxBodyBytes: routesMaxBodyBytes,
      bodyTimeout: settings.routesBodyTimeout,
      trustedOrigins,
      trustProxy,
      authorize: rulesOf(settings, note),
      claims: claimsOf(settings),
      logger: loggerOf(note),
    },
  };
}

/**
 * The header that signs a person in.
 *
 * @param user - What `authenticate` returns; nobody where it is `null`.
 * @example
 * await fetch(`${url}/api/vortex/token`, { method: 'POST', headers: signIn({ id: 'user-1' }) });
 */
export function signIn(user: unknown): Record<string, string> {
  return user === null ? {} : { 'x-user': encodeURIComponent(JSON.stringify(user)) };
}

function secretOf<Req>(
  { webhookSecret, webhookTenants }: Settings,
  header: HeaderReader<Req>,
  note: (entry: Entry) => void,
): VortexWebhookOptions<Req>['secret'] {
  if (!webhookTenants) return webhookSecret;
  return async (request) => {
    const tenant = header(request, 'x-tenant') ?? '';
    note({ kind: 'secret', tenant });
    return webhookTenants[tenant];
  };
}

function replayStoreOf<Req>(
  { replayStoreOf: tenants }: Settings,
  header: HeaderReader<Req>,
): VortexWebhookOptions<Req>['replayStore'] {
  if (!tenants) return undefined;
  const store = memoryReplayStore();
  // A look-up in JavaScript may find nothing, whatever its type says.
  return (request) => (tenants.includes(header(request, 'x-tenant') ?? '') ? store : (undefined as never));
}

async function behave(data: unknown, signal: AbortSignal): Promise<void> {
  const { throws, takes } = (data ?? {}) as { throws?: string; takes?: number };
  if (takes !== undefined) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, takes);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  if (throws !== undefined) throw new Error(throws);
}

async function signedIn<Req>(
  request: Req,
  header: HeaderReader<Req>,
  { lateEnvironment }: Settings,
): Promise<VortexUser | null> {
  const { process } = globalThis as { process?: { env: Record<string, string> } };
  if (header(request, 'x-set-environment') && process) Object.assign(process.env, lateEnvironment);
  const user = header(request, 'x-user');
  if (!user) return null;
  if (user === 'throw') throw new Error('the session store is down');
  if (header(request, 'x-read-body')) await readWhole(request);
  const session = JSON.parse(decodeURIComponent(user));
  return typeof session?.throwing === 'string' ? withThrowingGetter(session) : session;
}

/** A session that loads its fields when they are read, and has lost its store. */
function withThrowingGetter({ throwing, ...session }: { readonly throwing: string } & VortexUser): VortexUser {
  return Object.defineProperty(session, throwing, {
    enumerable: true,
    get() {
      throw new Error('the session store is down');
    },
  });
}

/** Reads a body away before the Vortex handler comes to it, as an app that looks into it does. */
async function readWhole(request: unknown): Promise<void> {
  const source = bareRequest(request);
  if (isFetchRequest(source)) await source.text();
  else for await (const _ of source as AsyncIterable<unknown>);
}

/** The request itself: frameworks keep it in requests and events of their own, under one of these names. */
function bareRequest(value: unknown): unknown {
  if (isFetchRequest(value)) return value;
  for (const name of ['node', 'raw', 'req', 'request']) {
    const inner = (value as Record<string, unknown> | null)?.[name];
    if (typeof inner !== 'object' || inner === null) continue;
    const found = bareRequest(inner);
    if (found !== undefined) return found;
  }
  return Symbol.asyncIterator in Object(value) ? value : undefined;
}

/** Of any library: srvx has a `Request` of its own. */
function isFetchRequest(value: unknown): value is Request {
  return typeof value === 'object' && value !== null && 'bodyUsed' in value;
}

function rulesOf<Req>({ authorize }: Settings, note: (entry: Entry) => void): VortexRoutesOptions<Req>['authorize'] {
  const rules = Object.entries(authorize ?? {}).map(([action, answer]) => {
    const rule = async ({ request: _, ...context }: { request: Req }): Promise<boolean> => {
      note({ kind: 'rule', action, context: structuredClone(context) });
      if (answer === 'throw') throw new Error('the rule is broken');
      return answer as boolean;
    };
    return [action, rule] as const;
  });
  return Object.fromEntries(rules) as VortexRoutesOptions<Req>['authorize'];
}

function claimsOf<Req>({ claims }: Settings): VortexRoutesOptions<Req>['claims'] {
  if (claims === undefined) return undefined;
  return (_user, context) => {
    if (claims === 'throw') throw new Error('the claims are broken');
    return claims === 'context' ? { ...context } : claims;
  };
}

function loggerOf(note: (entry: Entry) => void): VortexLogger {
  const at = (level: string) => (message: string, details?: Record<string, unknown>) => {
    const { error } = details ?? {};
    note({ kind: 'log', level, message, reason: error instanceof Error ? error.message : '' });
  };
  return { warn: at('warn'), error: at('error') };
}
