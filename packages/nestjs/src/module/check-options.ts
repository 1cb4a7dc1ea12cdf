import { VortexConfigError } from '@vortex/core';
import type { VortexFactoryOptions, VortexModuleAsyncOptions } from './options.ts';

/** @throws {VortexConfigError} `invalid_option` when there is nothing to take options from. */
export function requireFactory<Req>(options: VortexModuleAsyncOptions<Req>): VortexModuleAsyncOptions<Req> {
  const { useFactory, useClass, useExisting } = options;
  if (useFactory ?? useClass ?? useExisting) return options;
  throw new VortexConfigError(
    'invalid_option',
    'VortexModule.forRootAsync needs one of `useFactory`, `useClass` and `useExisting`. Pass static options to VortexModule.forRoot.',
  );
}

/** @throws {VortexConfigError} `invalid_option` when a factory has returned none. */
export function requireOptions(options: VortexFactoryOptions | null | undefined): VortexFactoryOptions {
  if (typeof options === 'object' && options !== null) return options;
  throw new VortexConfigError(
    'invalid_option',
    `The factory of VortexModule.forRootAsync must return an options object ({} is enough), not ${options === null ? 'null' : typeof options}.`,
  );
}

/**
 * Nest leaves a module unmade that depends on the request: it would receive webhooks and have found no handler.
 *
 * @throws {VortexConfigError} `invalid_option` when it was not made.
 */
export function requireConstructed(constructed: boolean): void {
  if (constructed) return;
  throw new VortexConfigError(
    'invalid_option',
    'VortexModule exists once per app, but one of the providers for its options is request-scoped. For several tenants, give each its own instance with a `name`, or set `webhook.secret` to a function of the request.',
  );
}
