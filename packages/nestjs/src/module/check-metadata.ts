import type { Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { VortexConfigError } from '@vortex/core';

const reflector = new Reflector();

/**
 * Nest makes a class that has constructor parameters and no word about them with nothing at all: each is `undefined`, and
 * the first event or request fails.
 *
 * @throws {VortexConfigError} `invalid_option` for a class that was compiled without decorator metadata.
 */
export function requireMetadata(type: Type): void {
  if (type.length === 0 || reflector.get('design:paramtypes', type) !== undefined) return;
  const named = reflector.get<{ index: number }[] | undefined>('self:paramtypes', type) ?? [];
  if (
    Array.from({ length: type.length }, (_, index) => index).every((index) => named.some((one) => one.index === index))
  )
    return;
  throw new VortexConfigError(
    'invalid_option',
    `Nest doesn't know what to inject into ${type.name}: it was compiled without decorator metadata, as tsx and esbuild do. Name each constructor parameter, such as @Inject(Vortex) or @InjectVortex(), or compile with tsc, SWC or ts-node and "emitDecoratorMetadata": true.`,
  );
}
