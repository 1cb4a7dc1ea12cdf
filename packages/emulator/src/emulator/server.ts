import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { CLI } from '../shared/cli-name.ts';
import { EmulatorError } from '../shared/emulator-error.ts';

/** A socket that answers. */
export interface RunningServer {
  /** `http://127.0.0.1:4400`. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Listens, and resolves once it does.
 *
 * @throws {EmulatorError} `port_in_use` or `listen_failed`.
 */
export async function listen(
  app: Hono<{ Bindings: HttpBindings }>,
  host: string,
  port: number,
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    origin: `http://${nameOf(host)}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What to say to somebody whose emulator other machines can reach; `undefined` where only this machine can. */
export function exposureWarning(host: string): string | undefined {
  if (/^(127\.\d+\.\d+\.\d+|::1|(.+\.)?localhost)$/i.test(host)) return undefined;
  const where = isUnspecified(host) ? `all network interfaces (${host})` : host;
  return `warning: the emulator listens on ${where}. Anyone who can reach this machine can read its invitations, mails and keys and change them, without a password. Use 127.0.0.1, the default, unless a container or another device needs it.`;
}

/** An address that means "every interface". */
function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The name that links use: an address that means "every interface" is no address to go to. */
function nameOf(host: string): string {
  if (isUnspecified(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): EmulatorError {
  if (error.code === 'EADDRINUSE') {
    return new EmulatorError(
      'port_in_use',
      `Port ${port} on ${host} is in use, perhaps by another emulator. Stop that one, or use another port: \`${CLI} dev --port ${port + 1}\`, or createEmulator({ port: 0 }) for any free one.`,
      { cause: error },
    );
  }
  return new EmulatorError('listen_failed', `The emulator can't listen on ${host}:${port}: ${error.message}.`, {
    cause: error,
  });
}
