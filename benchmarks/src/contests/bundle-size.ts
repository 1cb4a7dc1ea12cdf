import { isBuiltin } from 'node:module';
import { weigh } from '@vortex/test-support/weigh';
import type { Contest } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { home } from '../home.ts';

interface Comparison {
  readonly name: string;
  /** Modules, by side. */
  readonly sides: Readonly<Record<string, string>>;
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'verifying webhooks',
    sides: {
      '@vortex/core': `export { VortexWebhooks } from '@vortex/core';`,
      official: `export { VortexWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';`,
      svix: `export { Webhook } from 'svix';`,
      standardwebhooks: `export { Webhook } from 'standardwebhooks';`,
      stripe: `import { Stripe } from 'stripe'; export const { webhooks } = Stripe;`,
      octokit: `export { Webhooks } from '@octokit/webhooks';`,
    },
  },
  {
    name: 'tokens and the REST client',
    sides: {
      '@vortex/core': `export { Vortex } from '@vortex/core';`,
      official: `export { Vortex } from '@teamvortexsoftware/vortex-node-22-sdk';`,
    },
  },
  {
    name: 'verifying a token',
    sides: {
      '@vortex/core': `export { verifyToken } from '@vortex/core';`,
      'jose by hand': `export { jwtVerify } from 'jose';`,
    },
  },
];

export default {
  title: 'Bundle size',
  about:
    'What an import weighs in a bundle, minified and gzipped, with all that it carries. The sizes of all entries, and their ' +
    'budgets, are in [docs/support.md](../docs/support.md).',
  peers: ['@teamvortexsoftware/vortex-node-22-sdk', 'svix', 'standardwebhooks', 'stripe', '@octokit/webhooks', 'jose'],
  seconds: 5,
  cases: (tools) =>
    COMPARISONS.map(({ name, sides }) =>
      samples(tools, {
        name,
        measures: [{ name: 'size', unit: 'KB' }],
        rounds: 1,
        sides: Object.fromEntries(
          Object.entries(sides).map(([side, code]) => [
            side,
            async () => ({ size: (await weigh(home(), code, (from) => !isBuiltin(from))) / 1024 }),
          ]),
        ),
      }),
    ),
} satisfies Contest;
