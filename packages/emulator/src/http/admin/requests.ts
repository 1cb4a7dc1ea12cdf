import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isRegExp } from 'node:util/types';
import type { Fault } from '../../cloud/faults.ts';
import { BodyReader } from '../validation.ts';

/** A webhook to add, as `vortex listen` asks for it. */
export interface WebhookInput {
  readonly url: string;
  readonly events: readonly string[] | undefined;
  readonly secret: string | undefined;
  readonly temporary: boolean;
}

export function readWebhook(value: unknown): WebhookInput {
  const reader = new BodyReader();
  const body = reader.body(value, '{"url":"http://127.0.0.1:3000/webhooks/vortex"}');
  const input = {
    url: reader.string(body, 'url', 'the address to deliver to'),
    events:
      body.events === undefined || body.events === null ? undefined : reader.strings(body, 'events', 'event types'),
    secret: reader.optionalString(body, 'secret'),
    temporary: body.temporary === true,
  };
  if (body.temporary !== undefined && typeof body.temporary !== 'boolean')
    reader.problem('temporary', 'must be true or false, or left out.');
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
    reader.problem('ms', 'must be the number of milliseconds to move time forward, 0 or more.');
  reader.finish();
  return typeof ms === 'number' ? ms : 0;
}

/** A fault, checked. Only `addFault` can come with an expression as `path`. */
export function readFault(value: unknown): Fault {
  const reader = new BodyReader();
  const body = reader.body(value, '{"status":503,"times":2}');
  const number = (name: string, from: number, to: number): number | undefined => {
    const given = body[name];
    if (given === undefined || given === null) return undefined;
    if (typeof given === 'number' && Number.isInteger(given) && given >= from && given <= to) return given;
    return reader.problem(name, `must be a whole number from ${from} to ${to}, or left out.`);
  };
  const headers = Object.entries(reader.optionalObject(body, 'headers') ?? {}).map(([name, text]) => {
    if (!isHeader(name, text)) reader.problem(`headers.${name}`, 'must be a valid header with a string value.');
    return [name, String(text)] as const;
  });
  const { drop = undefined } = body;
  if (drop !== undefined && drop !== 'before' && drop !== 'after')
    reader.problem('drop', 'must be "before" or "after" the work, or left out.');
  const fault = {
    method: reader.optionalString(body, 'method'),
    path: isRegExp(body.path) ? body.path : reader.optionalString(body, 'path'),
    times: number('times', 1, 1_000_000),
    delay: number('delay', 0, 3_600_000),
    status: number('status', 200, 599),
    headers: Object.fromEntries(headers),
    body: reader.optionalString(body, 'body'),
    drop: drop === 'before' || drop === 'after' ? drop : undefined,
  };
  if (fault.delay === undefined && fault.status === undefined && fault.drop === undefined)
    reader.problem('status', 'is missing, and so are delay and drop: set at least one.');
  reader.finish();
  return Object.fromEntries(Object.entries(fault).filter(([, given]) => given !== undefined));
}

function isHeader(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
