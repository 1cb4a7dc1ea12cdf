import { BodyReader } from '../validation.ts';

/** A webhook to add, as `vortex listen` asks for it. */
export interface WebhookInput {
  readonly url: string;
  readonly events: readonly string[] | undefined;
  readonly secret: string | undefined;
}

export function readWebhook(value: unknown): WebhookInput {
  const reader = new BodyReader();
  const body = reader.body(value, '{"url":"http://127.0.0.1:3000/webhooks/vortex"}');
  const input = {
    url: reader.string(body, 'url', 'the address to deliver to'),
    events:
      body.events === undefined || body.events === null ? undefined : reader.strings(body, 'events', 'event types'),
    secret: reader.optionalString(body, 'secret'),
  };
  reader.finish();
  return input;
}

/** The label of a new key, or the secret to rotate to: one string that may be left out. */
export function readOptional(value: unknown, field: string): string | undefined {
  const reader = new BodyReader();
  const text = reader.optionalString(reader.body(value ?? {}, '{}'), field);
  reader.finish();
  return text;
}

export function readPaused(value: unknown): boolean {
  const reader = new BodyReader();
  const { paused } = reader.body(value, '{"paused":true}');
  if (typeof paused !== 'boolean') reader.problem('paused', 'must be true or false.');
  reader.finish();
  return paused === true;
}

export function readMilliseconds(value: unknown): number {
  const reader = new BodyReader();
  const { ms } = reader.body(value, '{"ms":86400000}');
  if (typeof ms !== 'number' || !(ms >= 0 && ms <= 1e12))
    reader.problem('ms', 'must be how many milliseconds time goes forward, from 0.');
  reader.finish();
  return typeof ms === 'number' ? ms : 0;
}
