import type { DiscoveryService } from '@nestjs/core';
import { isNest11 } from '../platform/nest-11.ts';

type Provider = ReturnType<DiscoveryService['getProviders']>[number];

/**
 * Has the app's end begin with this provider's module: deliveries in flight need what other modules are about to close. Nest
 * goes by how far a module is from the root, up to version 10 with the farthest first, and has no earlier hook than theirs.
 */
export function endFirst({ host }: Pick<Provider, 'host'>): void {
  if (host) host.distance = isNest11 ? -1 : Number.MAX_VALUE;
}
