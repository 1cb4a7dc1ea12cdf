import { All, type CanActivate, Controller, Res, SetMetadata, type Type, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { handleRoute, pathnameOf } from '@vortex/core/adapter';
import type { VortexMountOptions } from '../module/options.ts';
import { answeringGuard } from '../platform/answering-guard.ts';
import { type PlatformResponse, toInput, type VortexRequest } from '../platform/exchange.ts';
import { mount } from '../platform/mount.ts';
import { isNest11 } from '../platform/nest-11.ts';
import { TakesRawBody } from '../platform/raw-body.ts';
import { describedRoutes, EndpointNotInOpenApi, inOpenApi, NotInOpenApi } from './described-routes.ts';

/** Where the part of a pattern begins that is a route of ours and not where they are mounted, in segments from its end. */
const ROUTE_DEPTH = 'vortex:route-depth';
const reflector = new Reflector();

/** The controller of one instance's routes. */
export function routesController(
  name: string | undefined,
  { openapi = false, ...options }: VortexMountOptions & { readonly openapi?: boolean | undefined },
): Type {
  const Guard = answeringGuard(name, ({ routes }, req, res, context) =>
    handleRoute(toInput(req, res, pathBelow(req, reflector.get(ROUTE_DEPTH, context.getHandler()))), routes),
  );

  @NotInOpenApi()
  @Controller()
  class VortexRoutesController {
    /** The guard has answered; this is what interceptors see. With `@Res()` Nest sends nothing itself. */
    @TakesRawBody()
    @UseGuards(Guard)
    @EndpointNotInOpenApi()
    answer(@Res() _res: PlatformResponse): object {
      return {};
    }
  }
  if (openapi) describeIn(VortexRoutesController, Guard);
  return mount(VortexRoutesController, 'api/vortex', name, options);
}

/** Adds a method for each route, which answers as the one for all of them does, and is in the app's OpenAPI document. */
function describeIn(controller: Type, guard: Type<CanActivate>): void {
  inOpenApi(controller);
  for (const { name, path, decorate } of describedRoutes()) {
    const { prototype } = controller;
    const descriptor = { value: () => ({}), configurable: true, writable: true, enumerable: false };
    Object.defineProperty(prototype, name, descriptor);
    for (const decorator of [decorate, TakesRawBody(), UseGuards(guard)]) decorator(prototype, name, descriptor);
    SetMetadata(ROUTE_DEPTH, path.split('/').length)(descriptor.value);
    Res()(prototype, name, 0);
  }
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
function pathBelow(req: VortexRequest, routeDepth = 0): string {
  const path = pathnameOf(req.url);
  let at = 0;
  for (let left = depthOf(patternOf(req)) - routeDepth; left > 0 && at !== -1; left--) at = path.indexOf('/', at + 1);
  return at === -1 ? '/' : path.slice(at);
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
