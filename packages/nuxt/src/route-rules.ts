import type { Nuxt } from 'nuxt/schema';

type Rules = Record<string, unknown>;

/** What nuxt-security does to deliveries: refuses texts with markup, long bodies and bursts, and lets pages of others call. */
const SECURITY = { xssValidator: false, rateLimiter: false, requestSizeLimiter: false, corsHandler: false };

/**
 * Sets the route rules of a path of ours: answers are for one user, so no cache keeps them, whatever wider rules say; and
 * for the webhook, whose bodies are signed and limited by Vortex, nuxt-security leaves bodies alone.
 */
export function spare(nuxt: Nuxt, path: string, kind: 'webhook' | 'routes'): void {
  // Typed by Nitro, which is Nuxt's own affair.
  const options = nuxt.options as { routeRules?: Record<string, Rules> };
  const all = options.routeRules ?? {};
  const { swr: _, isr: __, prerender: ___, ...own } = all[path] ?? {};
  const security =
    kind === 'webhook' && own.security !== false ? { security: { ...SECURITY, ...Object(own.security) } } : {};
  options.routeRules = { ...all, [path]: { ...own, ...security, cache: false } };
}
