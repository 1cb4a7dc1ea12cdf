import type { Cloud } from '../../cloud/cloud.ts';

/** The variables that an app finds this emulator by. A key that has been revoked would only mislead. */
export function environment({ origin, keys, settings }: Cloud): string {
  const [apiKey] = settings.apiKeys;
  return [
    `VORTEX_API_BASE_URL=${origin}`,
    apiKey !== undefined && keys.has(apiKey) && `VORTEX_API_KEY=${apiKey}`,
    `VORTEX_WEBHOOK_SECRET=${settings.webhookSecret}`,
  ]
    .filter(Boolean)
    .join('\n');
}
