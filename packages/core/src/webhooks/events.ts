import type { OpenEventData, WebhookEventDataMap } from './event-data.ts';
import type { AnalyticsEventType, WebhookEventType } from './event-types.ts';

/** The envelope of a webhook event (docs/protocol.md §4.2). */
export interface WebhookEventEnvelope<Type extends string, Data> {
  /** Unique, and the same in every delivery of this event. */
  readonly id: string;
  /** What happened. */
  readonly type: Type;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** The Vortex account. */
  readonly accountId: string;
  /** The environment, if the event belongs to one. */
  readonly environmentId: string | null;
  /** The Cloud's table that the event comes from. */
  readonly sourceTable: string;
  /** What was done to the row. */
  readonly operation: 'insert' | 'update' | 'delete';
  /** The data of this event type. */
  readonly data: Data;
  /** Only analytics events have a name. */
  readonly name?: undefined;
}

declare enum AnyOther {
  type = '',
}

/**
 * The type of an event that this version does not know: any string except the known types. It is an ambient enum, which
 * exists only for the compiler, because only an enum is ruled out by a comparison with a known type.
 */
export type UnknownWebhookEventType = AnyOther;

/** A webhook event of a type that this version does not know. Delivered, never refused. */
export type UnknownVortexEvent = WebhookEventEnvelope<string, OpenEventData>;

/**
 * A change of state in the Cloud: a union discriminated by `type`. Its last member covers types that this version does
 * not know, so a `switch` still needs its `default`.
 */
export type VortexWebhookEvent =
  | VortexEvent<WebhookEventType>
  | WebhookEventEnvelope<UnknownWebhookEventType, OpenEventData>;

/** Telemetry from a client (docs/protocol.md §4.2), recognized by its `name`. */
export interface VortexAnalyticsEvent {
  /** Unique, and the same in every delivery of this event. */
  readonly id: string;
  /** What happened. */
  readonly name: AnalyticsEventType | (string & {});
  readonly accountId: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly deploymentId: string | null;
  /** The component's id. */
  readonly widgetConfigurationId: string | null;
  /** The user's id in your system. */
  readonly foreignUserId: string | null;
  readonly sessionId: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** `web`, `ios`, `android`. */
  readonly platform: string | null;
  /** A string, or the object sent by the mobile SDKs. */
  readonly segmentation: string | Readonly<Record<string, unknown>> | null;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly useragent?: string | null;
  readonly referer?: string | null;
  readonly refererDomain?: string | null;
  readonly groups?: unknown;
  /** Only webhook events have a type. */
  readonly type?: undefined;
}

/**
 * Any event that is delivered to a webhook endpoint, or, with a type given, the events of that type.
 *
 * @example
 * function accepted(event: VortexEvent<'invitation.accepted'>) {
 *   return event.data.invitationId;
 * }
 */
export type VortexEvent<Type extends WebhookEventType = never> = [Type] extends [never]
  ? VortexWebhookEvent | VortexAnalyticsEvent
  : { [T in Type]: WebhookEventEnvelope<T, WebhookEventDataMap[T]> }[Type];

/** Whether an event is a change of state: it has a `type` and no `name` (docs/protocol.md §4.2). */
export function isWebhookEvent(event: VortexEvent): event is VortexWebhookEvent {
  return typeof event?.type === 'string' && typeof event.name !== 'string';
}

/** Whether an event is telemetry: it has a `name` (docs/protocol.md §4.2). */
export function isAnalyticsEvent(event: VortexEvent): event is VortexAnalyticsEvent {
  return typeof event?.name === 'string';
}
