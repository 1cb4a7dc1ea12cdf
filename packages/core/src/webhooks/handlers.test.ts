import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { bodyOf, deferred, endpoint, SECRET } from '../../test/webhooks/input.ts';
import {
  ALL_WEBHOOK_EVENT_TYPES,
  AnalyticsEventTypes,
  isAnalyticsEvent,
  isWebhookEvent,
  type UnknownVortexEvent,
  type VortexAnalyticsEvent,
  type VortexEvent,
  type VortexWebhookEvent,
  VortexWebhooks,
  WebhookEventTypes,
  type WebhookHandlers,
} from '../index.ts';
import { createAnalyticsEvent, createWebhookEvent } from '../testing.ts';

const webhooks = new VortexWebhooks({ secret: SECRET });

/** Handlers that write down which of them ran. */
function recorder(): { readonly ran: string[]; readonly handlers: WebhookHandlers } {
  const ran: string[] = [];
  const note = (name: string) => async (): Promise<void> => {
    await null;
    ran.push(name);
  };
  const handlers: WebhookHandlers = {
    on: { 'invitation.accepted': note('on') },
    onEvent: note('onEvent'),
    onAnalyticsEvent: note('onAnalyticsEvent'),
    onUnknownEvent: note('onUnknownEvent'),
  };
  return { ran, handlers };
}

describe('handlers run one after the other', () => {
  test.each([
    [createWebhookEvent('invitation.accepted'), ['on', 'onEvent']],
    [createWebhookEvent('member.created'), ['onEvent']],
    [createWebhookEvent('moon.landed'), ['onEvent', 'onUnknownEvent']],
    [createAnalyticsEvent('widget_loaded'), ['onAnalyticsEvent']],
    [createAnalyticsEvent('something_new'), ['onAnalyticsEvent']],
  ])('%o', async (event, expected) => {
    const { ran, handlers } = recorder();
    await webhooks.handleEvent(event, handlers);
    expect(ran).toEqual(expected);
  });

  test('of a type that the package does not know, when the user has registered it', async () => {
    const handler = vi.fn();
    await webhooks.handleEvent(createWebhookEvent('moon.landed'), {
      on: { ['moon.landed' as 'member.created']: handler },
    });
    expect(handler).toHaveBeenCalledOnce();
  });

  test('as methods of the object that they are given in', async () => {
    const handlers = {
      ran: [] as string[],
      onEvent({ type }: VortexWebhookEvent) {
        this.ran.push(type);
      },
      async onUnknownEvent({ type }: UnknownVortexEvent) {
        this.ran.push(`unknown ${type}`);
      },
    };
    await webhooks.handleEvent(createWebhookEvent('invitation.accepted'), handlers);
    const unknown = { ...createWebhookEvent('invitation.accepted'), type: 'invitation.read' };
    await webhooks.handleEvent(unknown as VortexWebhookEvent, handlers);
    expect(handlers.ran).toEqual(['invitation.accepted', 'invitation.read', 'unknown invitation.read']);
  });

  test('and none has to be there', async () => {
    for (const event of [createWebhookEvent('member.created'), createAnalyticsEvent('x'), createWebhookEvent('x')]) {
      await webhooks.handleEvent(event, {});
      await webhooks.handleEvent(event, { on: { 'member.created': undefined } });
    }
  });
});

test.each(['toString', '__proto__', 'constructor', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'isPrototypeOf'])(
  'an event of type %s reaches onEvent and onUnknownEvent and nothing on a prototype',
  async (type) => {
    const onEvent = vi.fn();
    const onUnknownEvent = vi.fn();
    const own = vi.fn();
    const on = Object.assign(Object.create({ inherited: own, [type]: own }), { 'invitation.accepted': own });
    const { deliver } = endpoint({ on, onEvent, onUnknownEvent });
    expect(await deliver({ body: bodyOf({ type }) })).toMatchObject({ status: 200, body: { received: true } });
    expect(onEvent).toHaveBeenCalledOnce();
    expect(onUnknownEvent).toHaveBeenCalledOnce();
    expect(own).not.toHaveBeenCalled();
  },
);

describe('handleEvent', () => {
  test('awaits onError and then throws what the handler threw', async () => {
    const gate = deferred();
    const failure = new Error('database is down');
    let told: unknown;
    const handling = webhooks.handleEvent(createWebhookEvent('member.created'), {
      onEvent: () => Promise.reject(failure),
      onError: async (error, context) => {
        await gate.promise;
        told = [error, context.code, context.event?.type];
      },
    });
    const outcome = handling.then(
      () => 'resolved',
      (error) => [error, told],
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told).toBeUndefined();
    gate.resolve();
    expect(await outcome).toEqual([failure, [failure, 'handler_failed', 'member.created']]);
  });

  test('throws the handler’s failure, not onError’s', async () => {
    const failure = new Error('first');
    const onError = (): never => {
      throw new Error('second');
    };
    const handling = webhooks.handleEvent(createWebhookEvent('member.created'), {
      onEvent: () => Promise.reject(failure),
      onError,
    });
    await expect(handling).rejects.toBe(failure);
  });

  test('throws undefined when that is what the handler threw, and gives onError an Error', async () => {
    const onError = vi.fn();
    const handlers: WebhookHandlers = { onEvent: () => Promise.reject(undefined), onError };
    await expect(webhooks.handleEvent(createWebhookEvent('member.created'), handlers)).rejects.toBeUndefined();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'handler_failed', cause: undefined });
  });

  test('passes on what of the context it is given', async () => {
    const onEvent = vi.fn();
    await webhooks.handleEvent(createWebhookEvent('member.created'), { onEvent }, { request: 'mine' });
    expect(onEvent.mock.calls[0]?.[1]).toMatchObject({ request: 'mine', receivedAt: expect.any(Date) });
  });
});

test('the list of types is that of the constants', () => {
  expect(ALL_WEBHOOK_EVENT_TYPES).toEqual(Object.values(WebhookEventTypes));
  expect(ALL_WEBHOOK_EVENT_TYPES).toHaveLength(15);
  expect(Object.values(AnalyticsEventTypes)).toHaveLength(5);
});

describe('types', () => {
  test('the type of an event decides what it is', () => {
    type Accepted = VortexEvent<'invitation.accepted'>;
    expectTypeOf<Accepted['type']>().toEqualTypeOf<'invitation.accepted'>();
    expectTypeOf<Accepted['data']['invitationId']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Accepted['data']['somethingNew']>().toEqualTypeOf<unknown>();
    expectTypeOf<VortexEvent>().toEqualTypeOf<VortexWebhookEvent | VortexAnalyticsEvent>();
    const narrowed = (one: VortexEvent): void => {
      if (one.type === 'invitation.accepted') expectTypeOf(one).toEqualTypeOf<Accepted>();
      switch (one.type) {
        case 'member.created':
          expectTypeOf(one).toEqualTypeOf<VortexEvent<'member.created'>>();
          break;
        default:
          expectTypeOf(one).not.toBeNever();
      }
      if (isWebhookEvent(one)) expectTypeOf(one.type).toExtend<string>();
      if (isWebhookEvent(one)) expectTypeOf(one).toEqualTypeOf<VortexWebhookEvent>();
      else expectTypeOf(one).toEqualTypeOf<VortexAnalyticsEvent>();
      if (isAnalyticsEvent(one)) expectTypeOf(one.name).toExtend<string>();
      else expectTypeOf(one.data.anything).toEqualTypeOf<unknown>();
    };
    expectTypeOf(narrowed).toBeFunction();
    expectTypeOf(webhooks.constructEvent).returns.toEqualTypeOf<VortexEvent>();
  });

  test('handlers get the event of their type', () => {
    const handlers: WebhookHandlers<{ readonly user: string }> = {
      on: {
        'invitation.accepted': (event, { request }) => {
          expectTypeOf(event).toEqualTypeOf<VortexEvent<'invitation.accepted'>>();
          expectTypeOf(request.user).toBeString();
        },
        // @ts-expect-error A misspelt type is found by the compiler.
        'invitation.acepted': () => {},
      },
      onUnknownEvent: (event) => expectTypeOf(event).toEqualTypeOf<UnknownVortexEvent>(),
      onError: (error) => expectTypeOf(error).toEqualTypeOf<Error>(),
    };
    expect(handlers).toBeDefined();
  });

  test('code written for the official package compiles', () => {
    const handle = (event: VortexWebhookEvent): string => `${event.type} ${event.data.targetEmail as string}`;
    const summary = (event: VortexEvent): string =>
      isWebhookEvent(event) ? handle(event) : `${event.name} ${JSON.stringify(event.payload)}`;
    expect(summary(createAnalyticsEvent('widget_loaded'))).toBe('widget_loaded {}');
    const data: Record<string, unknown> = createWebhookEvent('member.created').data;
    expect(data).toHaveProperty('invitationId');
  });
});
