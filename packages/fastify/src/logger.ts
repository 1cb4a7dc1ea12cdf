import { AsyncLocalStorage } from 'node:async_hooks';
import type { VortexLogger } from '@vortex/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Fastify's own log as the default `logger`: the request's, with its `reqId`, while there is one. */
export class FastifyLog {
  readonly #requests = new AsyncLocalStorage<FastifyRequest>();
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  /** What `run` logs is logged for this request. */
  during<T>(request: FastifyRequest, run: () => T): T {
    return this.#requests.run(request, run);
  }

  /**
   * Details first, as Fastify has it, and the error as `err`: under any other name its message and stack are lost. Absent
   * where the app has no logger, whose silence nobody has chosen: core's own default is better then.
   */
  get logger(): VortexLogger | undefined {
    if (this.#app.log.level === undefined) return undefined;
    return {
      debug: (message, details) => this.#log.debug(named(details), message),
      info: (message, details) => this.#log.info(named(details), message),
      warn: (message, details) => this.#log.warn(named(details), message),
      error: (message, details) => this.#log.error(named(details), message),
    };
  }

  get #log(): FastifyInstance['log'] {
    return (this.#requests.getStore() ?? this.#app).log;
  }
}

function named(details: unknown): object {
  const { error, ...others } = Object(details);
  return error === undefined ? others : { ...others, err: error };
}
