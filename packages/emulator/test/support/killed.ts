import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBody } from './api.ts';

/** What is published: the sources hold JSX and bundled browser files, which Node can't run as they are. */
const CLI = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

/** Something that the emulator has said is done. */
export interface Acknowledged {
  readonly id: string;
  readonly what: 'created' | 'revoked' | 'clicked';
  /** When the answer came, by `performance.now()`. */
  readonly at: number;
}

/** What came of writing to an emulator until it was killed. */
export interface Killed {
  readonly acknowledged: readonly Acknowledged[];
  /** When it was killed, by `performance.now()`. */
  readonly at: number;
}

/** What a slow machine must have done as well before the end, so that there is something to lose. */
const AT_LEAST = 101;

/**
 * Runs `vortex dev` on a directory as a process of its own, writes to it over HTTP as fast as it answers, and ends it
 * with SIGKILL in the middle of that.
 */
export async function writeAndKill(data: string, webhook: string, afterMs: number): Promise<Killed> {
  const args = ['dev', '--port', '0', '--data', data, '--webhook', webhook, '--json', '--quiet'];
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
    const { url, apiKey } = JSON.parse(String(line));
    const acknowledged: Acknowledged[] = [];
    let killed = false;
    const writers = Array.from({ length: 8 }, (_, writer) =>
      write({ url, apiKey, writer, stopped: () => killed, done: (entry) => acknowledged.push(entry) }),
    );
    const enough = async (): Promise<void> => {
      await sleep(afterMs);
      while (acknowledged.length < AT_LEAST) await sleep(10);
    };
    await Promise.race([enough(), Promise.all(writers)]);
    child.kill('SIGKILL');
    const at = performance.now();
    killed = true;
    await ended;
    await Promise.all(writers);
    return { acknowledged, at };
  } finally {
    child.kill('SIGKILL');
  }
}

interface Writer {
  readonly url: string;
  readonly apiKey: string;
  readonly writer: number;
  readonly stopped: () => boolean;
  readonly done: (entry: Acknowledged) => void;
}

/** Creates, and now and then clicks and revokes, until nobody answers. */
async function write({ url, apiKey, writer, stopped, done }: Writer): Promise<void> {
  const api = `${url}/api/v1/invitations`;
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
  try {
    for (let n = 0; !stopped(); n++) {
      const body = JSON.stringify(createBody(`${writer}-${n}-${Date.now()}@x.test`, `team-${n % 10}`));
      const { id, shortLink } = JSON.parse(await ask('POST', api, headers, body));
      done({ id, what: 'created', at: performance.now() });
      if (n % 5 === 1) {
        await ask('GET', shortLink, {});
        done({ id, what: 'clicked', at: performance.now() });
      }
      if (n % 7 === 1) {
        await ask('DELETE', `${api}/${id}`, headers);
        done({ id, what: 'revoked', at: performance.now() });
      }
    }
  } catch (error) {
    if (!stopped()) throw error;
  }
}

/** `fetch` would spend more on each request than the emulator does. */
function ask(method: string, url: string, headers: Record<string, string>, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text) : reject(new Error(`${method} ${url}: ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
