import { once } from 'node:events';
import { createServer } from 'node:net';
import { Problem } from './command-line.ts';

/**
 * The port itself, or a free one for 0: the emulator is told the app's address before the app starts.
 *
 * @throws {Problem} when it is not available.
 */
export async function claimPort(port: number, option: string): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw portProblem(error, port, option) ?? error;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}

/** What to say when a server could not listen, if that is what the error is about. */
export function portProblem(error: unknown, port: number, option: string): Problem | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' || code === 'port_in_use') {
    return new Problem(`Port ${port} is in use. Stop what uses it, or choose another with ${option}.`);
  }
  if (code === 'EACCES') return new Problem(`Port ${port} is not for ordinary users. Choose another with ${option}.`);
  return undefined;
}
