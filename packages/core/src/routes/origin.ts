import type { HandlerInput } from '../http/handler.ts';
import { parseUrl } from '../shared/parse-url.ts';
import type { VortexRoutesOptions } from './options.ts';

/** The headers of a request, by lower-case name. */
type Header = HandlerInput['header'];

/**
 * Whether a page of this origin may call the routes with the user's cookies. A request with neither `Sec-Fetch-Site`
 * nor `Origin` does not come from a browser's page and passes.
 */
export function originAllowed<Req>(
  { header, request }: Pick<HandlerInput<Req>, 'header' | 'request'>,
  { trustedOrigins, trustProxy }: Pick<VortexRoutesOptions<Req>, 'trustedOrigins' | 'trustProxy'>,
): boolean {
  const site = header('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return true;
  const origin = header('origin');
  if (origin === undefined) return site === undefined;
  if (site === undefined && isSameHost(origin, requestHost(header, trustProxy === true))) return true;
  return isTrusted(origin, typeof trustedOrigins === 'function' ? trustedOrigins(request) : trustedOrigins);
}

function isTrusted(origin: string, trusted: readonly string[] = []): boolean {
  // Sandboxed frames and local files of every site share the origin "null".
  if (origin === 'null') return false;
  const wanted = canonicalOrigin(origin);
  return trusted.some((candidate) => canonicalOrigin(candidate) === wanted);
}

/** The scheme is not compared: TLS often ends at a proxy that we can't see. */
function isSameHost(origin: string, host: string | undefined): boolean {
  // What browsers send nearly always, told without reading two URLs.
  if (host && (origin === `https://${host}` || origin === `http://${host}`)) return true;
  const url = parseUrl(origin);
  if (!url || url.host === '' || !host) return false;
  return parseUrl(`${url.protocol}//${host}`)?.host === url.host;
}

function requestHost(header: Header, trustProxy: boolean): string | undefined {
  const forwarded = trustProxy ? header('x-forwarded-host')?.split(',')[0]?.trim() : undefined;
  return forwarded || header('host');
}

function canonicalOrigin(origin: string): string {
  const url = parseUrl(origin.trim());
  // A scheme of an app's own (`capacitor://localhost`) has no origin for URL.
  return url && url.origin !== 'null' ? url.origin : origin.trim().toLowerCase().replace(/\/$/, '');
}
