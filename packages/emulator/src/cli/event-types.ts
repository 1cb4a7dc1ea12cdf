import { ALL_WEBHOOK_EVENT_TYPES, AnalyticsEventTypes } from '@vortex/core';
import { closest } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const KNOWN: readonly string[] = [...ALL_WEBHOOK_EVENT_TYPES, ...Object.values(AnalyticsEventTypes), 'analytics'];

/** Says which event types look like typing errors. They are used all the same: Vortex may have others than we know. */
export function noteTypingErrors(types: readonly string[], terminal: Terminal): void {
  for (const type of types) {
    const similar = KNOWN.includes(type) ? undefined : closest(type, KNOWN);
    if (similar === undefined) continue;
    terminal.error(
      `There is no event ${JSON.stringify(type)} that is known here. Is ${JSON.stringify(similar)} meant?\n`,
    );
  }
}
