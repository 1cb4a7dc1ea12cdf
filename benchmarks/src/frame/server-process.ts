/** The process of one server: `server-process <file of the contest> <name> <input>`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProfile } from './cpu-profile.ts';
import type { Question, Servers } from './server.ts';

const [file = '', name = '', input = 'null'] = process.argv.slice(2);
const { servers } = (await import(file)) as { readonly servers: Servers };
const make = servers[name];
if (!make) throw new Error(`${file} has no server "${name}".`);

let stop: (() => Promise<unknown>) | undefined;
const answers: Readonly<Record<Question, () => unknown>> = {
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  memory() {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed };
  },
  async 'start profile'() {
    stop = await startProfile();
  },
  'stop profile': () => stop?.(),
};
process.on('message', async (question: Question) => {
  process.send?.({ answer: await answers[question]() });
});
process.on('disconnect', () => process.exit());

process.send?.({ port: await port() });

async function port(): Promise<number> {
  const served = await make?.(JSON.parse(input) as never);
  if (typeof served !== 'function') return served?.port ?? 0;
  const server = createServer(served).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
