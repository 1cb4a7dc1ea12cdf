import { Logger, type Type } from '@nestjs/common';
import {
  type RoutesClient,
  VortexConfigError,
  type VortexLogger,
  type VortexRoutesOptions,
  type VortexWebhookOptions,
} from '@vortex/core';
import { drainWebhooks, type HandlerInput, type HandlerReply, receiveWebhook } from '@vortex/core/adapter';
import type { EventRunner } from './event-handlers.ts';
import type { VortexRequest } from './exchange.ts';
import type { VortexFactoryOptions, VortexNestRoutesOptions } from './options.ts';

/** What is known of an instance before its factory has run. */
export interface InstanceSetup {
  readonly name: string | undefined;
  readonly webhook: VortexWebhookOptions<VortexRequest> | undefined;
  readonly routes: Partial<VortexNestRoutesOptions> | undefined;
  readonly routesController: Type | undefined;
}

/** One configuration at work: the options that core's handlers keep their state by, and what is in flight. */
export class VortexInstance {
  readonly setup: InstanceSetup;
  readonly apiKey: string | undefined;
  readonly webhook: VortexWebhookOptions<VortexRequest>;
  readonly routes: VortexRoutesOptions<VortexRequest>;
  /** The `authenticate` of the options as it stands there: a function or a class. */
  readonly authenticator: VortexNestRoutesOptions['authenticate'] | undefined;
  /** Who is signed in; set as soon as Nest has made the class, where it is one. */
  authenticate: VortexRoutesOptions<VortexRequest>['authenticate'] = () => null;
  /** Runs the decorated handlers. */
  runner: EventRunner | undefined;
  /** What a handler threw, by request, for the app's exception filters. */
  readonly failures: WeakMap<VortexRequest, Error> = new WeakMap();
  readonly #inFlight: Set<Promise<unknown>> = new Set();

  constructor(setup: InstanceSetup, given: VortexFactoryOptions, vortex: RoutesClient) {
    const { webhook, routes } = setup;
    this.setup = setup;
    this.apiKey = given.apiKey;
    requireMounted('webhook', webhook, given.webhook);
    requireMounted('routes', routes, given.routes);
    this.webhook = this.#webhookOptions({ ...webhook, ...given.webhook });
    const { authenticate, ...rest } = { ...routes, ...given.routes };
    this.authenticator = authenticate;
    this.routes = { logger: nestLogger, ...rest, vortex, authenticate: (request) => this.authenticate(request) };
  }

  /** Receives a delivery, and counts it as in flight until it is answered. */
  async receive(input: HandlerInput<VortexRequest>): Promise<HandlerReply> {
    const work = receiveWebhook(input, this.webhook);
    this.#inFlight.add(work);
    try {
      return await work;
    } finally {
      this.#inFlight.delete(work);
    }
  }

  /** Resolves when the deliveries that are in flight now, and handlers in the background, have finished. */
  async drain(): Promise<void> {
    await Promise.all(this.#inFlight);
    await drainWebhooks(this.webhook);
  }

  #webhookOptions(options: VortexWebhookOptions<VortexRequest>): VortexWebhookOptions<VortexRequest> {
    const { onEvent, onAnalyticsEvent, onError } = options;
    return {
      logger: webhookLogger(options),
      ...options,
      onEvent: async (event, context) => {
        await onEvent?.(event, context);
        await this.runner?.run(event, context);
      },
      onAnalyticsEvent: async (event, context) => {
        await onAnalyticsEvent?.(event, context);
        await this.runner?.run(event, context);
      },
      onError: async (error, context) => {
        if (context.code === 'handler_failed' && context.request) this.failures.set(context.request, error);
        await onError?.(error, context);
      },
    };
  }
}

const nest = new Logger('VortexModule');

/** Core's diagnostics through Nest's logger, which the app configures. */
const nestLogger: VortexLogger = {
  warn: (message) => nest.warn(message),
  error: (message, { error } = {}) => nest.error(message, error instanceof Error ? error.stack : undefined),
};

/** What a handler has thrown is left to Nest, which logs it as any controller's, unless there is no request any more. */
function webhookLogger({ background }: VortexWebhookOptions<VortexRequest>): VortexLogger {
  if (background) return nestLogger;
  return {
    error: (message, details) => {
      if (details?.code !== 'handler_failed') nestLogger.error?.(message, details);
    },
  };
}

function requireMounted(option: 'webhook' | 'routes', mounted: unknown, configured: unknown): void {
  if (mounted || !configured) return;
  throw new VortexConfigError(
    'invalid_option',
    `The factory of VortexModule.forRootAsync configures \`${option}\`, which is not mounted. Nest mounts controllers before factories run: write \`${option}: {}\` beside the factory.`,
  );
}
