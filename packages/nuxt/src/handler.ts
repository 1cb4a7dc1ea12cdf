import type { NitroHandler } from './event.ts';

/** Marks a function as `defineEventHandler` of h3 1 does, which warns of functions that are not. h3 2 takes any. */
export function asHandler<Event>(handler: NitroHandler<Event>): NitroHandler<Event> {
  return Object.assign(handler, { __is_handler__: true });
}
