import type { Emulator } from '@vortex/emulator';
import { claimPort, startEmulator } from '@vortex/example-web';
import { next, type Served } from './next.ts';

export interface StackOptions {
  readonly port: number;
  readonly emulatorPort: number;
  /** `next dev` instead of `next build` and `next start`. */
  readonly dev: boolean;
  /** The app has been built: by a test, with keys of its own. */
  readonly built?: { readonly apiKey: string; readonly webhookSecret: string };
}

/** Everything this example runs. */
export interface Stack {
  readonly appUrl: string;
  readonly emulator: Emulator;
  readonly app: Served;
  close(): Promise<void>;
}

/** Starts the emulator, builds the app if need be, and serves it. */
export async function startStack({ port, emulatorPort, dev, built }: StackOptions): Promise<Stack> {
  const appPort = await claimPort(port, '--port');
  const appUrl = `http://127.0.0.1:${appPort}`;
  const emulator = await startEmulator(appUrl, { port: emulatorPort, ...built });
  try {
    const commands = next({
      VORTEX_API_KEY: emulator.apiKey,
      VORTEX_API_BASE_URL: emulator.url,
      VORTEX_WEBHOOK_SECRET: emulator.webhookSecret,
      OUTBOX_URL: `${emulator.url}/outbox`,
      COMPONENT_URL: `${emulator.url}/component.js`,
    });
    if (!dev && !built) await commands.build();
    const app = await commands.serve(dev ? 'dev' : 'start', appPort);
    return {
      appUrl,
      emulator,
      app,
      close: async () => {
        await Promise.all([app.close(), emulator.close()]);
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}
