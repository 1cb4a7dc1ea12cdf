import { Inject, type InjectionToken } from '@nestjs/common';
import { Vortex, VortexWebhooks } from '@vortex/core';

/**
 * What the client of an instance is injected by, for `overrideProvider` and `inject`.
 *
 * @param name - The `name` of a further instance; without one it is the class `Vortex`.
 */
export function getVortexToken(name?: string): InjectionToken<Vortex> {
  return name === undefined ? Vortex : `Vortex:${name}`;
}

/**
 * What the `VortexWebhooks` of an instance is injected by.
 *
 * @param name - The `name` of a further instance; without one it is the class `VortexWebhooks`.
 */
export function getVortexWebhooksToken(name?: string): InjectionToken<VortexWebhooks> {
  return name === undefined ? VortexWebhooks : `VortexWebhooks:${name}`;
}

/**
 * Injects the client of a named instance.
 *
 * @param name - As given to `VortexModule.forRoot({ name })`.
 * @example
 * constructor(@InjectVortex('acme') private readonly acme: Vortex) {}
 */
export function InjectVortex(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getVortexToken(name));
}

/**
 * Injects the `VortexWebhooks` of a named instance.
 *
 * @param name - As given to `VortexModule.forRoot({ name })`.
 */
export function InjectVortexWebhooks(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getVortexWebhooksToken(name));
}

/** What the endpoints of an instance are injected by; ours alone. */
export function instanceToken(name?: string): string {
  return `VORTEX_INSTANCE${name === undefined ? '' : `:${name}`}`;
}
