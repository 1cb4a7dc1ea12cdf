import { type CanActivate, type ExecutionContext, Inject, Injectable, type Type } from '@nestjs/common';
import type { HandlerReply } from '@vortex/core/adapter';
import type { VortexInstance } from '../module/instance.ts';
import { instanceToken } from '../module/tokens.ts';
import { sendAnswer } from './answer.ts';
import type { PlatformResponse, VortexRequest } from './exchange.ts';

/** Answers a request, or leaves it to the controller. */
export type Answering = (
  instance: VortexInstance,
  req: VortexRequest,
  res: PlatformResponse,
  context: ExecutionContext,
) => Promise<HandlerReply | undefined>;

/**
 * The last guard of a controller of ours, which answers: after the app's own guards, and before its pipes and
 * interceptors, of which one may wrap what a controller returns, and another give one user's answer to the next.
 */
export function answeringGuard(name: string | undefined, answering: Answering): Type<CanActivate> {
  @Injectable()
  class VortexAnsweringGuard implements CanActivate {
    readonly #instance: VortexInstance;

    constructor(@Inject(instanceToken(name)) instance: VortexInstance) {
      this.#instance = instance;
    }

    async canActivate(context: ExecutionContext): Promise<boolean> {
      const http = context.switchToHttp();
      const [req, res] = [http.getRequest<VortexRequest>(), http.getResponse<PlatformResponse>()];
      const reply = await answering(this.#instance, req, res, context);
      if (reply) sendAnswer(req, res, reply);
      return true;
    }
  }
  return VortexAnsweringGuard;
}
