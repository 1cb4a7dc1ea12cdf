import type { Delivery, DeliveryAttempt } from '../../cloud/webhooks/delivery.ts';
import type { AppAnswer } from '../answer.ts';
import type { RunningEmulator } from '../running-emulator.ts';
import { CommandError, EXIT, type Terminal } from '../shell/terminal.ts';

/** As much of a delivery as `GET /__emulator/deliveries` answers and the commands show. */
export type ShownDelivery = Pick<Delivery, 'id' | 'url' | 'type' | 'event' | 'attempts' | 'status' | 'nextAttemptAt'>;

/** The deliveries that were attempted last, of one endpoint or of all. */
export async function attempted(emulator: RunningEmulator, endpoint?: string): Promise<readonly ShownDelivery[]> {
  const query = endpoint === undefined ? '' : `webhook=${encodeURIComponent(endpoint)}&`;
  const path = `/deliveries?${query}attempted=true`;
  return (await emulator.ask<{ deliveries: ShownDelivery[] }>('GET', path)).deliveries;
}

/** Waits until the deliveries have what is looked for. */
export async function waitFor<Found>(
  emulator: RunningEmulator,
  timeout: number,
  { stopped }: Terminal,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const tooLate = AbortSignal.timeout(timeout);
  for await (const _ of emulator.changes(AbortSignal.any([stopped, tooLate]))) {
    const found = await look();
    if (found !== undefined) return found;
  }
  if (tooLate.aborted)
    throw new CommandError(`nothing was delivered within ${timeout / 1000} s. Is the endpoint paused?`);
  throw new CommandError(`the emulator at ${emulator.url} has stopped.`, EXIT.unreachable);
}

/** What the app answered in an attempt. */
export function answerOf({ url }: ShownDelivery, { status, error, durationMs, response }: DeliveryAttempt): AppAnswer {
  return { url, status, error, durationMs, body: response };
}
