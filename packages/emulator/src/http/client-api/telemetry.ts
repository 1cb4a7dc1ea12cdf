import type { ClientTelemetry } from '../../cloud/webhooks/event.ts';
import { BodyReader } from '../validation.ts';

/** What a component reports of itself, checked. Who uses it says the token. */
export interface Telemetry {
  readonly name: string;
  readonly componentId: string | null;
  readonly sessionId: string | undefined;
  readonly details: ClientTelemetry;
}

/** The longest time that a date can be made of, in seconds. */
const LONGEST = 8.64e12;

/** The body of the collector's `POST /api/v1/events`, as the mobile SDKs send it (docs/protocol.md §6.1). */
export function readTelemetry(value: unknown): Telemetry {
  const reader = new BodyReader();
  const body = reader.body(value, '{"name":"invite_formRender_succeeded","platform":"ios"}');
  const { segmentation } = body;
  const named = typeof segmentation === 'string' ? segmentation : reader.optionalObject(body, 'segmentation');
  const { groups } = body;
  const read = {
    name: reader.string(body, 'name', "the event's name"),
    componentId: reader.optionalString(body, 'widgetConfigurationId') ?? null,
    sessionId: reader.optionalString(body, 'sessionId'),
    details: {
      payload: reader.optionalObject(body, 'payload'),
      platform: reader.optionalString(body, 'platform') ?? null,
      segmentation: named,
      ...timeOf(reader, body.timestamp),
      useragent: reader.optionalString(body, 'useragent') ?? null,
      ...(groups !== undefined && groups !== null && { groups }),
    },
  };
  reader.finish();
  return read;
}

/** The mobile SDKs send seconds since the epoch. */
function timeOf(reader: BodyReader, value: unknown): { timestamp?: string } {
  if (value === undefined || value === null) return {};
  if (typeof value === 'number' && Math.abs(value) <= LONGEST)
    return { timestamp: new Date(value * 1000).toISOString() };
  const date = typeof value === 'string' ? new Date(value) : undefined;
  if (date && !Number.isNaN(date.getTime())) return { timestamp: date.toISOString() };
  reader.problem('timestamp', 'must be seconds since the epoch or an ISO date, or left out.');
  return {};
}
