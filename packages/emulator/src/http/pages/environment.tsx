import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import { Code } from './parts/code.tsx';

/** The variables that an app finds this emulator by, with a button that copies them. */
export function Environment({ cloud }: { readonly cloud: Cloud }): JSX.Element {
  return <Code id="variables" what="the environment" text={variables(cloud)} />;
}

/** A key that has been revoked would only mislead. */
function variables({ origin, keys, settings }: Cloud): string {
  const [apiKey] = settings.apiKeys;
  return [
    `VORTEX_API_BASE_URL=${origin}`,
    apiKey !== undefined && keys.has(apiKey) && `VORTEX_API_KEY=${apiKey}`,
    `VORTEX_WEBHOOK_SECRET=${settings.webhookSecret}`,
  ]
    .filter(Boolean)
    .join('\n');
}
