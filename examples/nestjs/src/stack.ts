import type { LogLevel } from '@nestjs/common';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { CloudService, type CloudState } from './cloud/cloud.service.js';
import { EMULATOR_PORT, Problem } from './options.js';
import { claimPort, portProblem } from './ports.js';
import { serve } from './serve.js';

/** What every emulator trusts that was not told otherwise; they are no secrets. */
const EMULATOR = {
  apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.emulator-only-not-a-secret',
  webhookSecret: 'whsec_emulator_only',
};

export interface StackOptions {
  readonly port: number;
  readonly emulatorPort: number;
  /** Bring an emulator along, rather than use the Vortex that `VORTEX_API_BASE_URL` names. */
  readonly emulator: boolean;
  /** What of Nest's log is printed. */
  readonly logger: LogLevel[] | false;
}

/** Everything this example runs. */
export interface Stack {
  readonly appUrl: string;
  /** Where Vortex is: our emulator, or what `VORTEX_API_BASE_URL` says. */
  readonly vortexUrl: string;
  readonly emulator: Emulator | undefined;
  checkCloud(): Promise<CloudState>;
  close(): Promise<void>;
}

/** Starts the app, and the emulator before it unless told otherwise. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const port = await claimPort(options.port, '--port');
  const appUrl = `http://127.0.0.1:${port}`;
  const emulator = options.emulator ? await startEmulator(options.emulatorPort, appUrl) : undefined;
  try {
    const { url: vortexUrl, apiKey, webhookSecret } = emulator ?? elsewhere(options.emulatorPort);
    const outboxUrl = emulator && `${emulator.url}/outbox`;
    const componentUrl = emulator && `${emulator.url}/component.js`;
    const settings = { apiKey, webhookSecret, vortexUrl, outboxUrl, componentUrl };
    const app = await serve(settings, port, options.logger);
    return {
      appUrl,
      vortexUrl,
      emulator,
      checkCloud: () => app.get(CloudService, { strict: false }).state(),
      close: async () => {
        await app.close();
        await emulator?.close();
      },
    };
  } catch (error) {
    await emulator?.close();
    throw portProblem(error, port, '--port') ?? error;
  }
}

async function startEmulator(port: number, appUrl: string): Promise<Emulator> {
  try {
    return await createEmulator({
      port,
      webhooks: [{ url: `${appUrl}/webhooks/vortex` }],
      landingPage: `${appUrl}/accept`,
    });
  } catch (error) {
    throw portProblem(error, port, '--emulator-port') ?? error;
  }
}

/** A Vortex that somebody else started: where it is, and what it trusts. */
function elsewhere(emulatorPort: number): { url: string; apiKey: string; webhookSecret: string } {
  const url = process.env.VORTEX_API_BASE_URL || `http://127.0.0.1:${emulatorPort || EMULATOR_PORT}`;
  const local = URL.canParse(url) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
  return {
    url,
    apiKey: fromEnvironment('VORTEX_API_KEY', local ? EMULATOR.apiKey : undefined),
    webhookSecret: fromEnvironment('VORTEX_WEBHOOK_SECRET', local ? EMULATOR.webhookSecret : undefined),
  };
}

function fromEnvironment(name: string, fallback: string | undefined): string {
  const value = process.env[name] || fallback;
  if (value) return value;
  throw new Problem(
    `${name} is not set. The Vortex dashboard shows it; set it, or start without VORTEX_API_BASE_URL to use the emulator.`,
  );
}
