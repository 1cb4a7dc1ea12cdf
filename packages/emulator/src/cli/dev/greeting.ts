import type { Emulator } from '../../emulator/emulator.ts';
import type { Terminal } from '../shell/terminal.ts';
import { short } from '../shell/text.ts';
import type { Sources } from './settings.ts';

/** What is said at the start. A key or secret of the app's own settings is not repeated. */
export function greeting(
  { url, apiKey, webhookSecret, webhooks }: Emulator,
  sources: Sources,
  data: string | undefined,
  app: readonly string[],
  { styles }: Terminal,
): string {
  const { bold, cyan, dim } = styles;
  const targets = webhooks.length > 0 ? webhooks.map((webhook) => webhook.url).join(', ') : 'none yet (--webhook URL)';
  const shown = (value: string, source: string | undefined): string =>
    source === undefined ? value : dim(`(${source})`);
  return `
${bold('Vortex emulator')} on ${bold(cyan(url))}

  VORTEX_API_BASE_URL=${url}
  VORTEX_API_KEY=${shown(apiKey, sources.apiKey)}
  VORTEX_WEBHOOK_SECRET=${shown(webhookSecret, sources.secret)}

  ${dim('Outbox')}    ${url}/outbox
  ${dim('Webhooks')}  ${targets}${app.length === 0 ? '' : `\n  ${dim('App')}       ${short(app.join(' '))}`}

${data === undefined ? 'Its state is kept in memory (--data DIR saves it to disk).' : `Its state is kept in ${data}.`} Press Ctrl-C to stop.

`;
}
