import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { ExternalContextCreator, HttpAdapterHost } from '@nestjs/core';
import type { HandlerReply } from '@vortex/core/adapter';
import { type PlatformResponse, toOutput, type VortexRequest } from './exchange.ts';

/** An event handler threw: what it threw is the cause, what we answer unless a filter of the app's does is the reply. */
export class HandlerFailure extends HttpException {
  readonly reply: HandlerReply;
  override readonly cause: Error;

  constructor(reply: HandlerReply, cause: Error) {
    super(reply.body as Record<string, unknown>, reply.status, { cause });
    this.reply = reply;
    this.cause = cause;
  }
}

/**
 * Lets the app's exception filters see what a handler threw, the error itself, as they would from any controller. Only
 * when none of them wants it, the answer is ours.
 */
@Catch(HandlerFailure)
export class HandlerFailureFilter implements ExceptionFilter<HandlerFailure> {
  readonly #rethrow: (req: unknown, res: unknown, next: unknown, failure: HandlerFailure) => Promise<unknown>;
  readonly #adapterHost: HttpAdapterHost;

  constructor(
    @Inject(ExternalContextCreator) external: ExternalContextCreator,
    @Inject(HttpAdapterHost) adapterHost: HttpAdapterHost,
  ) {
    this.#adapterHost = adapterHost;
    this.#rethrow = external.create(this, this.rethrow, 'rethrow', undefined, undefined, undefined, undefined, {
      guards: false,
      interceptors: false,
      filters: true,
    });
  }

  rethrow(...args: unknown[]): never {
    throw (args[3] as HandlerFailure).cause;
  }

  async catch(failure: HandlerFailure, host: ArgumentsHost): Promise<void> {
    const [req, res, next] = host.getArgs<[VortexRequest, PlatformResponse, unknown]>();
    try {
      await this.#rethrow(req, res, next, failure);
    } catch (unhandled) {
      if (unhandled !== failure.cause) throw unhandled;
      this.#adapterHost.httpAdapter.reply(res, toOutput(req, res, failure.reply), failure.reply.status);
    }
  }
}
