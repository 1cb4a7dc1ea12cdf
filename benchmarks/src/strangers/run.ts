/**
 * What a stranger's POST with a nonsense signature costs, this checkout's build against another one's, in turns:
 *
 *     node --expose-gc benchmarks/src/strangers/run.ts <other checkout, built> [rounds]
 *
 * It ends with 1 unless the CPU of a POST of 1 MiB is at most half of the other's, and 200 connections that have sent
 * 1 MiB but for its last byte hold less than a tenth of their 200 MiB.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const [other, rounds = '7'] = process.argv.slice(2);
if (!other) throw new Error('Pass the path of a checkout of the other version, installed and built.');
const builds = { other, this: fileURLToPath(new URL('../../..', import.meta.url)) };
type Build = keyof typeof builds;

const MIB = 1024 * 1024;
const POSTS = 100;
const HELD = 200;
const body = Buffer.alloc(MIB, 'x');
const head = Buffer.from(
  `POST /webhooks/vortex HTTP/1.1\r\nHost: x\r\nX-Vortex-Signature: x\r\nContent-Type: application/json\r\nContent-Length: ${MIB}\r\n\r\n`,
);

interface Cost {
  readonly cpu: number;
  readonly rss: number;
}

class Server {
  readonly #child: ChildProcess;
  #port = 0;

  constructor(build: Build) {
    const script = fileURLToPath(new URL('./server.ts', import.meta.url));
    this.#child = fork(script, [builds[build]], { execArgv: ['--expose-gc'] });
  }

  async started(): Promise<this> {
    const [message] = (await once(this.#child, 'message')) as [{ port: number }];
    this.#port = message.port;
    return this;
  }

  async ask(question: 'start' | 'cost'): Promise<Cost> {
    this.#child.send(question);
    const [cost] = (await once(this.#child, 'message')) as [Cost];
    return cost;
  }

  connect(): Socket {
    // The server may close a connection on what is still being sent.
    return connect(this.#port, '127.0.0.1').on('error', () => {});
  }

  async end(): Promise<void> {
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}

let posts = 0;
let answered401 = 0;

/** Sends all of a body, reads the answer, and goes away. */
async function post(server: Server): Promise<void> {
  const socket = server.connect();
  let answer = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('signature_invalid')) resolve();
    });
    socket.on('close', () => resolve());
  });
  const sent = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.write(head);
    socket.write(body, () => resolve());
  });
  await Promise.all([answered, sent]);
  socket.destroy();
  // A connection that is closed on what is still being sent may take the answer with it.
  if (answer !== '' && !answer.startsWith('HTTP/1.1 401')) throw new Error(`Answered ${answer.slice(0, 40)}.`);
  posts += 1;
  if (answer !== '') answered401 += 1;
}

async function cpuOfPost(server: Server): Promise<number> {
  await server.ask('start');
  for (let i = 0; i < POSTS; i++) await post(server);
  return (await server.ask('cost')).cpu / POSTS;
}

/** In bytes: what is held while bodies wait for their last byte. */
async function heldBytes(server: Server): Promise<number> {
  const { rss } = await server.ask('start');
  const sockets = Array.from({ length: HELD }, () => server.connect());
  for (const socket of sockets) {
    socket.resume();
    socket.write(head);
    socket.write(body.subarray(1));
  }
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const held = (await server.ask('cost')).rss - rss;
  for (const socket of sockets) socket.destroy();
  return held;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const cpu: Record<Build, number[]> = { other: [], this: [] };
const servers = { other: await new Server('other').started(), this: await new Server('this').started() };
for (const build of ['other', 'this'] as const) await cpuOfPost(servers[build]);
const ratios: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  for (const build of round % 2 ? (['this', 'other'] as const) : (['other', 'this'] as const)) {
    cpu[build].push(await cpuOfPost(servers[build]));
  }
  ratios.push((cpu.this.at(-1) ?? Number.NaN) / (cpu.other.at(-1) ?? Number.NaN));
}
const held = { other: await heldBytes(servers.other), this: await heldBytes(servers.this) };
await servers.other.end();
await servers.this.end();

const ratio = median(ratios);
const mib = (bytes: number): string => `${(bytes / MIB).toFixed(0)} MiB`;
console.log(`CPU of a POST of 1 MiB, median of ${rounds} rounds of ${POSTS}:`);
console.log(
  `  other ${(median(cpu.other) / 1000).toFixed(2)} ms, this ${(median(cpu.this) / 1000).toFixed(2)} ms, ratio ${ratio.toFixed(2)} (at most 0.50)`,
);
console.log(`  ${answered401} of ${posts} senders saw the 401, the others a closed connection`);
console.log(
  `Memory with ${HELD} bodies of 1 MiB that lack a byte: other ${mib(held.other)}, this ${mib(held.this)} (at most 20 MiB)`,
);
process.exitCode = ratio <= 0.5 && held.this < 20 * MIB ? 0 : 1;
