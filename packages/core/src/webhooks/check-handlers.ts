import { isRecord } from '../shared/checks/is-record.ts';
import { closest } from '../shared/closest.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { ALL_WEBHOOK_EVENT_TYPES } from './event-types.ts';
import type { WebhookHandlers } from './handlers.ts';

const FUNCTIONS = ['onEvent', 'onAnalyticsEvent', 'onUnknownEvent', 'onError'] as const;

/**
 * Refuses handlers that would never run: those with an unknown event type, and values that are not functions.
 *
 * @throws {VortexConfigError} `invalid_option`.
 */
export function checkHandlers<Req>(handlers: WebhookHandlers<Req>): void {
  for (const name of FUNCTIONS) requireFunction(name, handlers[name]);
  const { on } = handlers;
  if (on === undefined) return;
  if (!isRecord(on)) throw invalidOption('on', 'must be an object of handlers by event type');
  for (const [type, handler] of Object.entries(on)) {
    if (!(ALL_WEBHOOK_EVENT_TYPES as readonly string[]).includes(type)) throw unknownType(type);
    requireFunction(`on['${type}']`, handler);
  }
}

function unknownType(type: string): Error {
  const similar = closest(type, ALL_WEBHOOK_EVENT_TYPES);
  const help = similar
    ? `Did you mean "${similar}"?`
    : `Known types are ${ALL_WEBHOOK_EVENT_TYPES.join(', ')}; onUnknownEvent gets all others`;
  return invalidOption('on', `has a handler for "${type}", which is not an event type. ${help}`);
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw invalidOption(name, 'must be a function');
}
