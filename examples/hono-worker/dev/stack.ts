import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { Problem } from '@vortex/example-web';
import { type RunningWorker, startWorker } from './workerd.ts';

/** The Worker in workerd, and the Vortex emulator it talks to. */
export interface Stack {
  readonly worker: RunningWorker;
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/**
 * Starts both. Port 0 takes a free one.
 *
 * @throws {Problem} where a port is taken.
 */
export async function startStack(ports: { readonly port: number; readonly emulatorPort: number }): Promise<Stack> {
  const port = await freePort(ports.port, '--port');
  const url = `http://127.0.0.1:${port}`;
  const emulator = await createEmulator({
    port: await freePort(ports.emulatorPort, '--emulator-port'),
    webhooks: [{ url: `${url}/webhooks/vortex` }],
    landingPage: `${url}/accept`,
  });
  try {
    const worker = await startWorker(port, {
      VORTEX_API_KEY: emulator.apiKey,
      VORTEX_API_BASE_URL: emulator.url,
      VORTEX_WEBHOOK_SECRET: emulator.webhookSecret,
      COMPONENT_URL: `${emulator.url}/component.js`,
      SESSION_SECRET: randomBytes(24).toString('base64url'),
    });
    const close = async (): Promise<void> => {
      await worker.close();
      await emulator.close();
    };
    return { worker, emulator, close };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

/** The port if it is free, or any that is. workerd would say too late that it can't have it: another server answers there. */
async function freePort(wanted: number, option: string): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is in use' : `can't be used (${code})`;
    throw new Problem(`Port ${wanted} ${reason}. Choose another with ${option}; ${option} 0 takes a free one.`);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
