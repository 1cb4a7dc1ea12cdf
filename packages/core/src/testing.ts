export {
  createAnalyticsEvent,
  createWebhookEvent,
  type OtherWebhookEvent,
  type SignedWebhook,
  type SignedWebhookOptions,
  signedWebhook,
  signWebhook,
  type WebhookEventOverrides,
} from './webhooks/test-events.ts';
