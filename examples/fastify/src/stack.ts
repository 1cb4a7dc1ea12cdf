import type { Emulator } from '@vortex/emulator';
import { claimPort, elsewhere, portProblem, startEmulator } from '@vortex/example-web';
import { createApp } from './app.ts';
import { type CloudState, checkCloud } from './cloud.ts';

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
  readonly vortexUrl: string;
  readonly emulator: Emulator | undefined;
  checkCloud(): Promise<CloudState>;
  close(): Promise<void>;
}

/** Starts the app, and the emulator before it unless told otherwise. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const port = await claimPort(options.port, '--port');
  const appUrl = `http://127.0.0.1:${port}`;
  const emulator = options.emulator ? await startEmulator(appUrl, { port: options.emulatorPort }) : undefined;
  try {
    const { url: vortexUrl, apiKey, webhookSecret } = emulator ?? elsewhere(options.emulatorPort);
    const outboxUrl = emulator && `${emulator.url}/outbox`;
    const componentUrl = emulator && `${emulator.url}/component.js`;
    const app = await createApp({ apiKey, webhookSecret, vortexUrl, outboxUrl, componentUrl, log: options.log });
    await app.listen({ port, host: '127.0.0.1' });
    return {
      appUrl,
      vortexUrl,
      emulator,
      checkCloud: () => checkCloud(app.vortex, vortexUrl),
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
