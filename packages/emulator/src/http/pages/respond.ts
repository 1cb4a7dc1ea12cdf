import type { Context } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { scriptHash } from './script.tsx';

/**
 * Nothing from elsewhere is loaded, nothing is run but our own script, and no other site can put these pages into a
 * frame. Mails may have inline styles, so styles are not held to a hash.
 */
function policy(): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src '${scriptHash()}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; ');
}

/** Answers with a page of our own. */
export async function respondHtml(
  c: Context,
  page: JSX.Element,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.body(`<!doctype html>${await page.toString()}`, status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
}
