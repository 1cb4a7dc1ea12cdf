import type { Contest } from '../frame/contest.ts';

/** By the name that `npm run bench -- NAME` takes, in the order of RESULTS.md. Each is loaded when it is run. */
export const contests: Readonly<Record<string, () => Promise<{ readonly default: Contest }>>> = {
  tokens: () => import('./tokens.ts'),
  verification: () => import('./verification.ts'),
  webhooks: () => import('./webhooks.ts'),
  client: () => import('./client.ts'),
  express: () => import('./express.ts'),
  fastify: () => import('./fastify.ts'),
  hono: () => import('./hono.ts'),
  nestjs: () => import('./nestjs.ts'),
  next: () => import('./next.ts'),
  nuxt: () => import('./nuxt.ts'),
  stores: () => import('./stores.ts'),
  emulator: () => import('./emulator.ts'),
  'start-up': () => import('./start-up.ts'),
  'bundle-size': () => import('./bundle-size.ts'),
  'type-checking': () => import('./type-checking.ts'),
};
