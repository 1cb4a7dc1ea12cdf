export type { ApiKeyInfo, CreatedApiKey } from './api-keys.ts';
export { DEFAULT_API_KEY, DEFAULT_PORT, DEFAULT_WEBHOOK_SECRET } from './constants.ts';
export type { Delivery, DeliveryAttempt, Subscription } from './delivery.ts';
export { createEmulator, type Emulator } from './emulator.ts';
export { EmulatorError, type EmulatorErrorCode } from './emulator-error.ts';
export type { AnalyticsEvent, EmulatorEvent, WebhookEvent } from './event.ts';
export type { Fault } from './faults.ts';
export type { EmulatorOptions, WebhookOptions } from './options.ts';
export type { OutboxMessage } from './outbox.ts';
export type { RequestRecord } from './request-log.ts';
export type { Seed, SeedInvitation } from './seed.ts';
export type { DuplicatePolicy } from './settings.ts';
export type {
  Acceptance,
  InvitationStatus,
  InvitationType,
  Scope,
  Target,
  TargetType,
} from './types.ts';
export type { Invitation } from './wire.ts';
