import { createEmulator, type Emulator } from '@vortex/emulator';
import { Vortex } from '@vortex/express';
import { createTeamApp } from './app.ts';
import { type CloudState, checkCloud } from './cloud.ts';
import { listen, portProblem } from './listen.ts';
import { DEFAULT_EMULATOR_PORT, Problem } from './options.ts';

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
  readonly log: (line: string) => void;
}

/** Everything this example runs. */
export interface Stack {
  readonly appUrl: string;
  /** Where Vortex is: our emulator, or what `VORTEX_API_BASE_URL` says. */
  readonly cloudUrl: string;
  readonly apiKey: string;
  readonly emulator: Emulator | undefined;
  checkCloud(): Promise<CloudState>;
  close(): Promise<void>;
}

/** Starts the app, and the emulator with it unless told otherwise. */
export async function startStack({ port, emulatorPort, emulator: wanted, log }: StackOptions): Promise<Stack> {
  const server = await listen(port, '--port');
  let emulator: Emulator | undefined;
  try {
    if (wanted) emulator = await startEmulator(emulatorPort, server.url);
    const { url, apiKey, webhookSecret } = emulator ?? elsewhere(emulatorPort);
    const vortex = new Vortex({ apiKey, baseUrl: url, timeout: 10_000 });
    const outboxUrl = emulator && `${emulator.url}/outbox`;
    const componentUrl = emulator && `${emulator.url}/component.js`;
    const { app, close } = createTeamApp({ vortex, webhookSecret, cloudUrl: url, outboxUrl, componentUrl, log });
    server.serve(app);
    return {
      appUrl: server.url,
      cloudUrl: url,
      apiKey,
      emulator,
      checkCloud: () => checkCloud(vortex, url),
      close: async () => {
        close();
        await Promise.all([server.close(), emulator?.close()]);
      },
    };
  } catch (error) {
    await Promise.all([server.close(), emulator?.close()]);
    throw error;
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
  const url = process.env.VORTEX_API_BASE_URL || `http://127.0.0.1:${emulatorPort || DEFAULT_EMULATOR_PORT}`;
  const local = URL.canParse(url) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
  return {
    url,
    apiKey: fromEnvironment('VORTEX_API_KEY', local ? EMULATOR.apiKey : undefined),
    webhookSecret: fromEnvironment('VORTEX_WEBHOOK_SECRET', local ? EMULATOR.webhookSecret : undefined),
  };
}

function fromEnvironment(name: string, fallback: string | undefined): string {
  const value = process.env[name] || fallback;
  if (!value)
    throw new Problem(
      `${name} is not set. The Vortex dashboard shows it; set it, or start without VORTEX_API_BASE_URL to use the emulator.`,
    );
  return value;
}
