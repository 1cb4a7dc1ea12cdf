import type { Emulator } from '@vortex/emulator';
import { elsewhere, startEmulator } from '@vortex/example-web';
import { Vortex } from '@vortex/express';
import { createTeamApp } from './app.ts';
import { type CloudState, checkCloud } from './cloud.ts';
import { listen } from './listen.ts';

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
    if (wanted) emulator = await startEmulator(server.url, { port: emulatorPort });
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
