import type { ApiKeys } from '../cloud/api-keys.ts';
import type { Settings } from '../cloud/settings.ts';
import type { WebhookEndpoint } from '../cloud/webhooks/endpoint.ts';
import type { WebhookOptions } from '../cloud/webhooks/webhook-options.ts';
import type { Webhooks } from '../cloud/webhooks/webhooks.ts';
import type { EmulatorOptions } from './options.ts';

/**
 * Adds the keys of the options to those that were kept. The default key is for a state without any: where one was
 * kept, it may have been revoked.
 *
 * @returns The key to tell users of.
 */
export function addKeys(keys: ApiKeys, settings: Settings, options: EmulatorOptions, now: number): string {
  const kept = keys.secrets[0];
  const given = kept === undefined ? settings.apiKeys : [options.apiKey ?? [], options.apiKeys ?? []].flat();
  given.forEach((key, index) => {
    if (!keys.has(key)) keys.add(key, index === 0 ? 'default' : `further key ${index}`, now);
  });
  return options.apiKey ?? kept ?? settings.apiKeys[0] ?? '';
}

/** Adds the webhooks of the options, but those that were kept: a secret that was rotated meanwhile stays. */
export function addWebhooks(
  webhooks: Webhooks,
  options: EmulatorOptions,
  add: (webhook: WebhookOptions) => WebhookEndpoint,
): void {
  const kept = webhooks.endpoints;
  for (const webhook of options.webhooks ?? []) {
    const known = kept.find(({ url, events }) => url === webhook.url && sameEvents(events, webhook.events ?? null));
    const secret = webhook.secret ?? options.webhookSecret;
    if (!known) add(webhook);
    else if (secret !== undefined && secret !== known.secret) webhooks.rotate(known.id, secret);
  }
}

function sameEvents(some: WebhookEndpoint['events'], others: WebhookEndpoint['events']): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
