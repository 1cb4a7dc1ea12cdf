import { describe, expect, test } from 'vitest';

/** The functions that create an adapter's handlers. */
export interface Makers {
  /** Makes the endpoint; may throw, or reject. */
  webhook(options: object): unknown;
  /** Makes the routes. */
  routes(options: object): unknown;
}

const authenticate = () => null;
const handler = () => {};

/** Invalid options that plain JavaScript may pass, and the errors for them. */
const MISTAKES: readonly [what: keyof Makers, options: object, message: string][] = [
  ['webhook', { secrets: 'whsec_test' }, 'The option secrets is unknown. Did you mean secret?'],
  ['webhook', { onevent: handler }, 'The option onevent is unknown. Did you mean onEvent?'],
  ['webhook', { idempotency: true }, 'The option idempotency is unknown. Known options are background, '],
  ['webhook', { on: { 'invitation.acepted': handler } }, 'Did you mean "invitation.accepted"?'],
  ['webhook', { on: { 'user.deleted': handler } }, 'Known types are invitation.created, '],
  ['webhook', { on: { 'invitation.accepted': 'accept' } }, "The option on['invitation.accepted'] must be a function."],
  ['webhook', { on: handler }, 'The option on must be an object of handlers by event type.'],
  ['webhook', { onEvent: 'accept' }, 'The option onEvent must be a function.'],
  ['routes', { authenticate, trustedOrigin: [] }, 'The option trustedOrigin is unknown. Did you mean trustedOrigins?'],
  ['routes', { authenticate, authorise: {} }, 'The option authorise is unknown. Did you mean authorize?'],
  ['routes', { authenticate, authorize: { reed: authenticate } }, 'has a rule for "reed"'],
];

/**
 * A misspelt option is an error when the handler is created; otherwise its default would silently apply.
 *
 * @param name - Of the framework.
 * @param makers - The functions that create the adapter's handlers.
 * @example
 * optionCases('express', {
 *   webhook: (options) => vortexWebhook(options),
 *   routes: (options) => vortexRoutes({ authenticate: () => null, ...options }),
 * });
 */
export function optionCases(name: string, makers: Makers): void {
  describe(`${name} refuses`, () => {
    test.each(MISTAKES)('of the %s, %o', async (what, options, message) => {
      const made = (async () => makers[what]({ ...(what === 'webhook' && { secret: 'whsec_test' }), ...options }))();
      await expect(made).rejects.toMatchObject({ code: 'invalid_option', message: expect.stringContaining(message) });
    });
  });

  test(`${name} takes an option that is undefined for one that is left out`, async () => {
    await expect((async () => makers.webhook({ secret: 'whsec_test', secrets: undefined }))()).resolves.toBeDefined();
  });
}
