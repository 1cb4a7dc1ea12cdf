import { createEmulator, type Emulator, type EmulatorOptions } from '@vortex/emulator';
import { Problem } from './command-line.ts';
import { portProblem } from './ports.ts';

/** What every emulator trusts by default; they are no secrets. */
const DEFAULTS = {
  apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.emulator-only-not-a-secret',
  webhookSecret: 'whsec_emulator_only',
};
const DEFAULT_PORT = 4400;

/** Where Vortex is, and what it trusts. */
export interface Cloud {
  readonly url: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
}

/** An emulator that delivers to this app, and sends people to its accept page. */
export async function startEmulator(
  appUrl: string,
  options: EmulatorOptions & { readonly port: number },
): Promise<Emulator> {
  try {
    return await createEmulator({
      ...options,
      webhooks: [{ url: `${appUrl}/webhooks/vortex` }],
      landingPage: `${appUrl}/accept`,
    });
  } catch (error) {
    throw portProblem(error, options.port, '--emulator-port') ?? error;
  }
}

/** A Vortex that somebody else started: what the environment says, or an emulator on this machine. */
export function elsewhere(emulatorPort: number): Cloud {
  const url = process.env.VORTEX_API_BASE_URL || `http://127.0.0.1:${emulatorPort || DEFAULT_PORT}`;
  const local = URL.canParse(url) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
  return {
    url,
    apiKey: fromEnvironment('VORTEX_API_KEY', local ? DEFAULTS.apiKey : undefined),
    webhookSecret: fromEnvironment('VORTEX_WEBHOOK_SECRET', local ? DEFAULTS.webhookSecret : undefined),
  };
}

function fromEnvironment(name: string, fallback: string | undefined): string {
  const value = process.env[name] || fallback;
  if (value) return value;
  throw new Problem(
    `${name} is not set. The Vortex dashboard shows it; set it, or start without VORTEX_API_BASE_URL to use the emulator.`,
  );
}
