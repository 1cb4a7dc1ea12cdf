import { parseUrl } from '../shared/parse-url.ts';

/**
 * The path of an address, still percent-encoded, without its origin, query and hash.
 *
 * @param url - Absolute, or as Node has it, from its path on.
 * @example
 * const pathname = pathnameOf(req.url ?? '/');
 */
export function pathnameOf(url: string): string {
  if (!url.startsWith('/')) return parseUrl(url)?.pathname ?? url;
  const [pathname = url] = url.split(/[?#]/, 1);
  return pathname;
}

/** The raw query of an address, without its question mark. */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const end = url.indexOf('#', start);
  return url.slice(start + 1, end === -1 ? undefined : end);
}
