import { All, Controller, Inject, Req, Res, type Type } from '@nestjs/common';
import type { VortexInstance } from '../module/instance.ts';
import type { VortexMountOptions } from '../module/options.ts';
import { instanceToken } from '../module/tokens.ts';
import { replaceDefaultAnswer } from '../platform/default-answer.ts';
import { type PlatformResponse, toInput, toOutput, type VortexRequest } from '../platform/exchange.ts';
import { mount } from '../platform/mount.ts';
import { TakesRawBody } from '../platform/raw-body.ts';

/** The controller of one instance's webhook endpoint: a class of its own, since a path belongs to a class. */
export function webhookController(name: string | undefined, options: VortexMountOptions): Type {
  @Controller()
  class VortexWebhookController {
    readonly #instance: VortexInstance;

    constructor(@Inject(instanceToken(name)) instance: VortexInstance) {
      this.#instance = instance;
    }

    @TakesRawBody()
    @All()
    async receive(@Req() req: VortexRequest, @Res({ passthrough: true }) res: PlatformResponse): Promise<unknown> {
      const reply = await this.#instance.receive(toInput(req, res, '/'));
      const error = this.#instance.failures.get(req);
      if (!error) return toOutput(req, res, reply);
      replaceDefaultAnswer(req, res, reply);
      throw error;
    }
  }
  return mount(VortexWebhookController, 'webhooks/vortex', name, options);
}
