import { ALL_WEBHOOK_EVENT_TYPES, AnalyticsEventTypes } from '@vortex/core';
import { closest } from './shell/closest.ts';
import type { Terminal } from './shell/terminal.ts';

/** The types of webhook events. */
export const EVENT_TYPES: readonly string[] = ALL_WEBHOOK_EVENT_TYPES;

/** The names of analytics events that have a constant; others are possible. */
export const ANALYTICS_NAMES: readonly string[] = Object.values(AnalyticsEventTypes);

const KNOWN: readonly string[] = [...EVENT_TYPES, ...ANALYTICS_NAMES, 'analytics'];

/** The option by which an endpoint asks for some events only. */
export const EVENT = {
  event: {
    value: 'TYPE',
    many: true,
    about:
      'only events of this type; may be repeated; "analytics" for all analytics events (default: all except analytics)',
  },
} as const;

/** The known type that an unknown one was probably meant to be. */
export function similarType(type: string): string | undefined {
  return KNOWN.includes(type) ? undefined : closest(type, KNOWN);
}

/** Says which event types look like typing errors. They are still used: Vortex may have others than we know. */
export function noteUnknownTypes(types: readonly string[], terminal: Terminal): void {
  for (const type of types) {
    const similar = similarType(type);
    if (similar === undefined) continue;
    terminal.error(`Unknown event type ${JSON.stringify(type)}. Did you mean ${JSON.stringify(similar)}?\n`);
  }
}
