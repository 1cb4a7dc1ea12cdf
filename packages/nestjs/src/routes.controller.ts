import { All, Controller, Inject, Req, Res, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { handleRoute } from '@vortex/core/adapter';
import { type PlatformResponse, splitUrl, toInput, toOutput, type VortexRequest } from './exchange.ts';
import type { VortexInstance } from './instance.ts';
import { mount } from './mount.ts';
import type { VortexMountOptions } from './options.ts';
import { TakesRawBody } from './raw-body.ts';
import { instanceToken } from './tokens.ts';

/** The controller of one instance's routes. */
export function routesController(name: string | undefined, options: VortexMountOptions): Type {
  @Controller()
  class VortexRoutesController {
    readonly #instance: VortexInstance;

    constructor(@Inject(instanceToken(name)) instance: VortexInstance) {
      this.#instance = instance;
    }

    @TakesRawBody()
    async answer(@Req() req: VortexRequest, @Res({ passthrough: true }) res: PlatformResponse): Promise<unknown> {
      const reply = await handleRoute(toInput(req, res, pathBelow(req)), this.#instance.routes);
      return toOutput(req, res, reply);
    }
  }
  return mount(VortexRoutesController, 'api/vortex', name, options);
}

/**
 * Maps a routes controller to everything below its path. Before Nest registers routes, but not when the class is made: how
 * a wildcard is written depends on the platform, and on Express on Nest's version, too (`init$` came with 11).
 */
export function mapRoutes(controller: Type, platform: string): void {
  const wildcard = platform === 'express' && 'init$' in HttpAdapterHost.prototype ? '{*vortex}' : '*';
  const answer = Object.getOwnPropertyDescriptor(controller.prototype, 'answer');
  if (answer) All(['', wildcard])(controller.prototype, 'answer', answer);
}

/** The path below the controller's, as it was on the wire: what is left after as many segments as its pattern has. */
function pathBelow(req: VortexRequest): string {
  const pattern = patternOf(req);
  const depth = pattern.split('/').filter((segment) => segment !== '' && !segment.includes('*')).length;
  const [path] = splitUrl(req);
  return `/${path
    .split('/')
    .slice(depth + 1)
    .join('/')}`;
}

/** The pattern that Express or Fastify has matched, with the global prefix and the version in it. */
function patternOf(req: VortexRequest): string {
  const { route, routeOptions } = req as { route?: { path: string }; routeOptions?: { url: string } };
  return route?.path ?? routeOptions?.url ?? '';
}
