import { parseUrl } from '../shared/parse-url.ts';

/**
 * The path of a URL, still percent-encoded, without origin, query and hash.
 *
 * @param url - An absolute URL, or one that starts with its path, as Node has it.
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
