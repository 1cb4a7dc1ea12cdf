import * as official from '@teamvortexsoftware/vortex-node-22-sdk';
import * as ours from '@vortex/core';
import type { Sdk } from './live.ts';

/** The official SDK, as it comes from npm. */
export const OFFICIAL: Sdk = {
  name: 'official',
  client: (apiKey) => new official.Vortex(apiKey),
  webhooks: (secret) => new official.VortexWebhooks({ secret }),
  async handle(event, webhooks) {
    const { called, handlers } = handlersOf(event);
    const known = event as official.VortexEvent;
    await (webhooks as official.VortexWebhooks).handleEvent(known, handlers);
    return [...called, String(official.isWebhookEvent(known)), String(official.isAnalyticsEvent(known))];
  },
};

/** This project's, through the same names. */
export const OURS: Sdk = {
  name: 'ours',
  client: (apiKey) => new ours.Vortex(apiKey),
  webhooks: (secret) => new ours.VortexWebhooks({ secret }),
  async handle(event, webhooks) {
    const { called, handlers } = handlersOf(event);
    const known = event as ours.VortexEvent;
    await (webhooks as ours.VortexWebhooks).handleEvent(known, handlers);
    return [...called, String(ours.isWebhookEvent(known)), String(ours.isAnalyticsEvent(known))];
  },
};

function handlersOf(event: unknown) {
  const called: string[] = [];
  const type = String((event as { type?: string }).type);
  const handlers = {
    on: { [type]: () => void called.push('on') },
    onEvent: () => void called.push('onEvent'),
    onAnalyticsEvent: () => void called.push('onAnalyticsEvent'),
  };
  return { called, handlers };
}
