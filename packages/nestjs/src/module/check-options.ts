import { VortexConfigError } from '@vortex/core';
import type { VortexFactoryOptions, VortexModuleAsyncOptions } from './options.ts';

/** @throws {VortexConfigError} `invalid_option` when there is nothing to take options from. */
export function requireFactory<Req>(options: VortexModuleAsyncOptions<Req>): VortexModuleAsyncOptions<Req> {
  const { useFactory, useClass, useExisting } = options;
  if (useFactory ?? useClass ?? useExisting) return options;
  throw new VortexConfigError(
    'invalid_option',
    'VortexModule.forRootAsync needs one of `useFactory`, `useClass` and `useExisting`. Options that are known at once are for VortexModule.forRoot.',
  );
}

/** @throws {VortexConfigError} `invalid_option` when a factory has returned none. */
export function requireOptions(options: VortexFactoryOptions | null | undefined): VortexFactoryOptions {
  if (typeof options === 'object' && options !== null) return options;
  throw new VortexConfigError(
    'invalid_option',
    `The factory of VortexModule.forRootAsync must return the options, an object ({} suffices), not ${options === null ? 'null' : typeof options}.`,
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
    'VortexModule is there once for the whole app, but something that its options are made from is request-scoped. For several tenants give each an instance with a `name`, or the webhook a `secret` that is a function of the request.',
  );
}
