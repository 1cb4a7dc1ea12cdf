import { All, Controller, Inject, Req, Res, type Type, UseGuards } from '@nestjs/common';
import type { VortexInstance } from '../module/instance.ts';
import type { VortexMountOptions } from '../module/options.ts';
import { instanceToken } from '../module/tokens.ts';
import { pinAnswer, replaceDefaultAnswer } from '../platform/answer.ts';
import { answeringGuard } from '../platform/answering-guard.ts';
import { type PlatformResponse, toInput, type VortexRequest } from '../platform/exchange.ts';
import { mount } from '../platform/mount.ts';
import { TakesRawBody } from '../platform/raw-body.ts';
import { NotInOpenApi } from '../routes/described-routes.ts';

/** The controller of one instance's webhook endpoint: a class of its own, since a path belongs to a class. */
export function webhookController(name: string | undefined, options: VortexMountOptions): Type {
  // Nothing that isn't a delivery gets as far as the app's interceptors, such as one that caches answers to GET.
  const Guard = answeringGuard(name, async (instance, req, res) =>
    req.method === 'POST' ? undefined : instance.receive(toInput(req, res, '/')),
  );

  @NotInOpenApi()
  @Controller()
  class VortexWebhookController {
    readonly #instance: VortexInstance;

    constructor(@Inject(instanceToken(name)) instance: VortexInstance) {
      this.#instance = instance;
    }

    @TakesRawBody()
    @All()
    @UseGuards(Guard)
    async receive(@Req() req: VortexRequest, @Res({ passthrough: true }) res: PlatformResponse): Promise<unknown> {
      const reply = await this.#instance.receive(toInput(req, res, '/'));
      const failure = this.#instance.failures.get(req);
      if (!failure) {
        pinAnswer(req, res, reply);
        return reply.body;
      }
      replaceDefaultAnswer(req, res, reply, () => failure.line?.tellWithoutStack());
      throw failure.error;
    }
  }
  return mount(VortexWebhookController, 'webhooks/vortex', name, options);
}
