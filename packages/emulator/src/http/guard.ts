import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from './api-error.ts';
import { isForComponents } from './client-api/origins.ts';

/** By which names the emulator is reached, and whose pages may call it. */
export interface GuardParts {
  /** Further names that the emulator is reached by, such as a container's. */
  readonly allowedHosts: readonly string[];
  /** Whether components on a page of this origin may use the client API. */
  readonly clientOrigin: (origin: string) => boolean;
  /** Knows the origin that the emulator's own pages have. */
  readonly cloud: { readonly origin: string };
}

/**
 * Refuses requests that a web page elsewhere has sent: its name may have been pointed at this machine (DNS rebinding),
 * or it may post a form here. IP addresses and `localhost` can't be pointed anywhere, so they always pass as Host.
 */
export function guard(parts: GuardParts): MiddlewareHandler {
  const allowed = new Set(parts.allowedHosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    const host = (c.req.header('host') ?? '').toLowerCase();
    const name = hostName(host);
    if (!isLocalName(name) && !allowed.has(name)) {
      throw new ApiError(
        421,
        'host_refused',
        `The emulator does not accept the host name ${JSON.stringify(name)}. Use 127.0.0.1 or localhost, or allow the name: --allow-host NAME, or createEmulator({ allowedHosts: [NAME] }).`,
      );
    }
    refuseForeignPage(c, host, parts);
    await next();
  };
}

/** A browser says by `Sec-Fetch-Site` where a request comes from; one that does not say it may still send `Origin`. */
function refuseForeignPage(c: Context, host: string, { clientOrigin, cloud }: GuardParts): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site === 'same-origin' || site === 'none' || isForEverybody(c)) return;
  if (origin === undefined) {
    if (site === undefined || isFollowedLink(c)) return;
  } else {
    if (site === undefined && (hostOf(origin) === host || origin === cloud.origin)) return;
    if (isForComponents(c) && clientOrigin(origin)) return;
  }
  const page = origin === undefined ? 'another site' : JSON.stringify(origin.slice(0, 200));
  throw new ApiError(
    403,
    'origin_refused',
    `The emulator does not accept requests from a page of ${page}. Call the API from your server; the API key must never be in a web page.`,
  );
}

/** Somebody has clicked a link that leads to a page of ours, which the page with the link can't look into. */
function isFollowedLink({ req }: Context): boolean {
  return (
    isRead(req.method) && req.header('sec-fetch-mode') === 'navigate' && req.header('sec-fetch-dest') === 'document'
  );
}

/** Links in mails and their pixel are made to be opened from elsewhere; a sandboxed mail says `Origin: null`. */
function isForEverybody({ req }: Context): boolean {
  return isRead(req.method) && /^\/i\/|^\/outbox\/[^/]+\/open\.gif$/.test(req.path);
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
