export type {
  DeliveryType as TargetType,
  InvitationAcceptance as Acceptance,
  InvitationScope as Scope,
  InvitationStatus,
  InvitationTarget as Target,
  InvitationType,
} from '@vortex/core';
export type { ApiKeyInfo, CreatedApiKey } from './cloud/api-keys.ts';
export type { Fault } from './cloud/faults.ts';
export type { OutboxMessage } from './cloud/mail/outbox.ts';
export type { RequestRecord } from './cloud/request-log.ts';
export type { DuplicatePolicy } from './cloud/settings.ts';
export type { Delivery, DeliveryAttempt } from './cloud/webhooks/delivery.ts';
export type { Subscription, WebhookEndpoint } from './cloud/webhooks/endpoint.ts';
export type { AnalyticsEvent, EmulatorEvent, WebhookEvent } from './cloud/webhooks/event.ts';
export type { WebhookOptions } from './cloud/webhooks/webhook-options.ts';
export type { Invitation } from './cloud/wire.ts';
export { createEmulator, type Emulator } from './emulator/emulator.ts';
export type { EmulatorOptions } from './emulator/options.ts';
export type { Seed, SeedInvitation } from './emulator/seed.ts';
export { DEFAULT_API_KEY, DEFAULT_PORT, DEFAULT_WEBHOOK_SECRET } from './shared/constants.ts';
export { EmulatorError, type EmulatorErrorCode } from './shared/emulator-error.ts';
