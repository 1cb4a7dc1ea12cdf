import { All, Controller, Inject, Req, Res, type Type } from '@nestjs/common';
import { replaceDefaultAnswer } from './default-answer.ts';
import { type PlatformResponse, toInput, toOutput, type VortexRequest } from './exchange.ts';
import type { VortexInstance } from './instance.ts';
import { mount } from './mount.ts';
import type { VortexMountOptions } from './options.ts';
import { TakesRawBody } from './raw-body.ts';
import { instanceToken } from './tokens.ts';

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
