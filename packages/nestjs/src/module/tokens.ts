import { Inject, type InjectionToken } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { Vortex, VortexConfigError, VortexWebhooks } from '@vortex/core';

/**
 * The injection token of an instance's client, for `overrideProvider` and `inject`.
 *
 * @param name - The `name` of an additional instance. Without a name, the token is the class `Vortex`.
 */
export function getVortexToken(name?: string): InjectionToken<Vortex> {
  return name === undefined ? Vortex : `Vortex:${name}`;
}

/**
 * The injection token of an instance's `VortexWebhooks`.
 *
 * @param name - The `name` of an additional instance. Without a name, the token is the class `VortexWebhooks`.
 */
export function getVortexWebhooksToken(name?: string): InjectionToken<VortexWebhooks> {
  return name === undefined ? VortexWebhooks : `VortexWebhooks:${name}`;
}

/**
 * Injects the client of a named instance.
 *
 * @param name - The name passed to `VortexModule.forRoot({ name })`.
 * @example
 * constructor(@InjectVortex('acme') private readonly acme: Vortex) {}
 */
export function InjectVortex(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getVortexToken(name));
}

/**
 * Injects the `VortexWebhooks` of a named instance.
 *
 * @param name - The name passed to `VortexModule.forRoot({ name })`.
 */
export function InjectVortexWebhooks(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getVortexWebhooksToken(name));
}

/** What the endpoints of an instance are injected by; ours alone. */
export function instanceToken(name?: string): string {
  return `VORTEX_INSTANCE${name === undefined ? '' : `:${name}`}`;
}

/**
 * What an instance has, from whichever module.
 *
 * @throws {VortexConfigError} `invalid_option` when no instance has this name.
 */
export function find<Part>(moduleRef: ModuleRef, token: InjectionToken<Part>, name: string | undefined): Part {
  try {
    return moduleRef.get<Part>(token as string, { strict: false });
  } catch (cause) {
    throw new VortexConfigError(
      'invalid_option',
      name === undefined
        ? 'The app has no VortexModule without a name: import VortexModule.forRoot(), or name the instance.'
        : `The app has no VortexModule named "${name}": import VortexModule.forRoot({ name: '${name}' }).`,
      { cause },
    );
  }
}
