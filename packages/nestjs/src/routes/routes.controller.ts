import { All, Controller, Res, type Type, UseGuards } from '@nestjs/common';
import { handleRoute } from '@vortex/core/adapter';
import type { VortexMountOptions } from '../module/options.ts';
import { answeringGuard } from '../platform/answering-guard.ts';
import { type PlatformResponse, toInput, type VortexRequest } from '../platform/exchange.ts';
import { mount } from '../platform/mount.ts';
import { isNest11 } from '../platform/nest-11.ts';
import { TakesRawBody } from '../platform/raw-body.ts';

/** The controller of one instance's routes. */
export function routesController(name: string | undefined, options: VortexMountOptions): Type {
  const Guard = answeringGuard(name, ({ routes }, req, res) => handleRoute(toInput(req, res, pathBelow(req)), routes));

  @Controller()
  class VortexRoutesController {
    /** The guard has answered; this is what interceptors see. With `@Res()` Nest sends nothing itself. */
    @TakesRawBody()
    @UseGuards(Guard)
    answer(@Res() _res: PlatformResponse): object {
      return {};
    }
  }
  return mount(VortexRoutesController, 'api/vortex', name, options);
}

/**
 * Maps a routes controller to everything below its path. Before Nest registers routes, but not when the class is made: how
 * a wildcard is written depends on the platform, and on Express on Nest's version, too.
 */
export function mapRoutes(controller: Type, platform: string): void {
  const wildcard = platform === 'express' && isNest11 ? '{*vortex}' : '*';
  const answer = Object.getOwnPropertyDescriptor(controller.prototype, 'answer');
  if (answer) All(['', wildcard])(controller.prototype, 'answer', answer);
}

/** The path below the controller's, as it was on the wire: what is left after as many segments as its pattern has. */
function pathBelow(req: VortexRequest): string {
  const { url } = req;
  const query = url.indexOf('?');
  const end = query === -1 ? url.length : query;
  let at = 0;
  for (let left = depthOf(patternOf(req)); left > 0 && at !== -1; left--) at = url.indexOf('/', at + 1);
  return at === -1 || at > end ? '/' : url.slice(at, end);
}

/** The pattern that Express or Fastify has matched, with the global prefix and the version in it. */
function patternOf(req: VortexRequest): string {
  const { route, routeOptions } = req as { route?: { path: string }; routeOptions?: { url: string } };
  return route?.path ?? routeOptions?.url ?? '';
}

const depths: Map<string, number> = new Map();

/** How many segments a pattern has before its wildcard. An app has as many patterns as it has controllers of ours. */
function depthOf(pattern: string): number {
  let depth = depths.get(pattern);
  if (depth === undefined) {
    depth = pattern.split('/').filter((segment) => segment !== '' && !segment.includes('*')).length;
    depths.set(pattern, depth);
  }
  return depth;
}
