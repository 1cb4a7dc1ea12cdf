import type { Type } from '@nestjs/common';
import {
  type RoutesClient,
  VortexConfigError,
  type VortexEvent,
  type VortexRoutesOptions,
  type VortexWebhookOptions,
  type WebhookContext,
} from '@vortex/core';
import {
  checkRoutesOptions,
  checkWebhookOptions,
  drainWebhooks,
  type HandlerInput,
  type HandlerReply,
  receiveWebhook,
} from '@vortex/core/adapter';
import type { VortexRequest } from '../platform/exchange.ts';
import type { EventRunner } from '../webhook/event-handlers.ts';
import { routesHandOn, webhookHandsOn } from './handed-on.ts';
import { type HeldLine, HoldingLogger } from './nest-logger.ts';
import type { VortexFactoryOptions, VortexNestRoutesOptions, VortexRoutesController } from './options.ts';

/** What is known of an instance before its factory has run. */
export interface InstanceSetup {
  readonly name: string | undefined;
  readonly webhook: VortexWebhookOptions<VortexRequest> | undefined;
  readonly routes: Partial<VortexNestRoutesOptions> | undefined;
  readonly webhookController: Type | undefined;
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
  readonly failures: WeakMap<VortexRequest, HandedOn> = new WeakMap();
  /** Requests that are not answered yet. */
  readonly #unanswered: WeakSet<VortexRequest> = new WeakSet();
  #inFlight = new Batch();

  constructor(setup: InstanceSetup, given: VortexFactoryOptions, vortex: RoutesClient) {
    const { webhook, routes } = setup;
    this.setup = setup;
    this.apiKey = given.apiKey;
    requireMounted('webhook', webhook, given.webhook);
    requireMounted('routes', routes, given.routes);
    const webhookOptions = { ...webhook, ...given.webhook };
    checkWebhookOptions(webhookOptions);
    this.webhook = this.#webhookOptions(webhookOptions);
    const {
      authenticate,
      path: _,
      version: __,
      decorators: ___,
      ...rest
    }: Partial<VortexRoutesController> = {
      ...routes,
      ...given.routes,
    };
    this.authenticator = authenticate;
    this.routes = {
      ...rest,
      logger: rest.logger ?? new HoldingLogger(routesHandOn(rest)),
      vortex,
      authenticate: (request) => this.authenticate(request),
    };
    checkRoutesOptions(this.routes);
  }

  /**
   * Receives a delivery, and counts it as in flight until it is answered.
   *
   * @param options - Those of the endpoint, or of a guard.
   */
  async receive(
    input: HandlerInput<VortexRequest>,
    options: VortexWebhookOptions<VortexRequest> = this.webhook,
  ): Promise<HandlerReply> {
    const batch = this.#inFlight;
    batch.count++;
    this.#unanswered.add(input.request);
    try {
      return await receiveWebhook(input, options);
    } finally {
      this.#unanswered.delete(input.request);
      batch.count--;
      if (batch.count === 0) batch.whenEmpty?.();
    }
  }

  /** Resolves when the deliveries that are in flight now, and handlers in the background, have finished. */
  async drain(): Promise<void> {
    const batch = this.#inFlight;
    this.#inFlight = new Batch();
    if (batch.count > 0) {
      await new Promise<void>((resolve) => {
        batch.whenEmpty = resolve;
      });
    }
    await drainWebhooks(this.webhook);
  }

  #webhookOptions(options: VortexWebhookOptions<VortexRequest>): VortexWebhookOptions<VortexRequest> {
    const { onEvent, onAnalyticsEvent, onError, logger } = options;
    const handsOn = webhookHandsOn(options);
    const held = new HoldingLogger(handsOn);
    return {
      ...options,
      logger: logger ?? held,
      // The controller does, so that interceptors surround it.
      rethrow: false,
      onEvent: this.#andDecorated(onEvent),
      onAnalyticsEvent: this.#andDecorated(onAnalyticsEvent),
      onError: async (error, context) => {
        const { code, request } = context;
        const line = held.take();
        if (request && handsOn(code) && this.#unanswered.has(request)) this.failures.set(request, { error, line });
        else line?.tell();
        await onError?.(error, context);
      },
    };
  }

  /** A handler of the options, and after it the decorated ones. */
  #andDecorated<Event extends VortexEvent>(handler: EventHandler<Event> | undefined): EventHandler<Event> {
    if (!handler) return (event, context) => this.runner?.run(event, context);
    return async (event, context) => {
      await handler(event, context);
      context.signal.throwIfAborted();
      await this.runner?.run(event, context);
    };
  }
}

/** What an exception filter gets, and what it does not report. */
interface HandedOn {
  readonly error: Error;
  /** Absent where the app's own `logger` has had it. */
  readonly line: HeldLine | undefined;
}

/** The deliveries that a drain waits for; later ones are in another batch, so that it ends however many come. */
class Batch {
  count = 0;
  whenEmpty: (() => void) | undefined;
}

type EventHandler<Event> = (event: Event, context: WebhookContext<VortexRequest>) => unknown;

function requireMounted(option: 'webhook' | 'routes', mounted: unknown, configured: unknown): void {
  if (mounted || !configured) return;
  throw new VortexConfigError(
    'invalid_option',
    `The factory of VortexModule.forRootAsync configures \`${option}\`, which is not mounted. Nest mounts controllers before factories run: add \`${option}: {}\` next to the factory.`,
  );
}
