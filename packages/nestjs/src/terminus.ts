/**
 * A health indicator for `@nestjs/terminus` 10 to 12.
 *
 * @module
 */
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import * as terminus from '@nestjs/terminus';
import type { Vortex } from '@vortex/core';
import { find, getVortexToken } from './module/tokens.ts';

/** Options of {@link VortexHealthIndicator.isHealthy}. */
export interface VortexHealthOptions {
  /** How long Vortex may take to respond, in milliseconds. Default: 2,000. */
  readonly timeout?: number | undefined;
  /** The name of an instance. Default: the one without a name. */
  readonly instance?: string | undefined;
}

/**
 * Checks that Vortex responds and accepts the API key. Provide it in the module of your health controller.
 *
 * @example
 * @Get('health')
 * @HealthCheck()
 * check() {
 *   return this.health.check([() => this.vortex.isHealthy('vortex')]);
 * }
 */
@Injectable()
export class VortexHealthIndicator {
  readonly #moduleRef: ModuleRef;

  constructor(@Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
  }

  /**
   * Sends one request to Vortex, without retries.
   *
   * @param key - The name of the result in the report.
   * @param options - `timeout`, `instance`.
   * @throws {VortexConfigError} `invalid_option` when no instance has this name.
   */
  async isHealthy<Key extends string = 'vortex'>(
    key: Key = 'vortex' as Key,
    { timeout = 2000, instance }: VortexHealthOptions = {},
  ): Promise<terminus.HealthIndicatorResult<Key>> {
    const vortex = find<Vortex>(this.#moduleRef, getVortexToken(instance), instance);
    const { ok, latencyMs, error } = await vortex.ping({ timeout, maxRetries: 0 });
    if (ok) return resultOf(key, { status: 'up', latencyMs });
    const down = resultOf(key, { status: 'down', latencyMs, code: error?.code, message: error?.message });
    // Terminus 10 wants a failure thrown; later versions report what is returned.
    if ('HealthIndicatorService' in terminus) return down;
    throw Object.assign(new Error(error?.message), { isHealthCheckError: true, causes: down });
  }
}

function resultOf<Key extends string>(
  key: Key,
  details: terminus.HealthIndicatorResult[string],
): terminus.HealthIndicatorResult<Key> {
  return { [key]: details } as terminus.HealthIndicatorResult<Key>;
}
