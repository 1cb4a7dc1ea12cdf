import { createWebhookEvent } from '@vortex/core/testing';
import { ACCOUNT_ID, ENVIRONMENT_ID } from '../../shared/constants.ts';
import { iso } from '../clock.ts';
import type { Cloud } from '../cloud.ts';

/** Delivers an event that nothing has caused. Without data it has that of an example. */
export function sendTestEvent(
  { webhooks, clock }: Cloud,
  type: string,
  data?: Readonly<Record<string, unknown>>,
): void {
  const envelope = { accountId: ACCOUNT_ID, environmentId: ENVIRONMENT_ID, timestamp: iso(clock.now()) };
  webhooks.emit(createWebhookEvent(type, { ...envelope, ...(data && { data }) }));
}
