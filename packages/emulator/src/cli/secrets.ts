import { DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../shared/constants.ts';
import type { Terminal } from './terminal.ts';

/**
 * The API key of a command: the option's, the environment's, else the emulator's own, which is said, because a token of
 * it is worth nothing elsewhere.
 */
export function apiKeyFor(option: string | undefined, terminal: Terminal): string {
  return chosen(option, 'VORTEX_API_KEY', DEFAULT_API_KEY, "the emulator's key", terminal);
}

/** The webhook secret of a command, in the same manner. */
export function webhookSecretFor(option: string | undefined, terminal: Terminal): string {
  return chosen(option, 'VORTEX_WEBHOOK_SECRET', DEFAULT_WEBHOOK_SECRET, "the emulator's secret", terminal);
}

function chosen(
  option: string | undefined,
  variable: string,
  fallback: string,
  name: string,
  terminal: Terminal,
): string {
  const given = option ?? process.env[variable];
  if (given) return given;
  terminal.error(`${variable} is not set: ${name} is used.\n`);
  return fallback;
}
