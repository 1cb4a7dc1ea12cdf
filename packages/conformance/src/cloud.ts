import { request as httpRequest } from 'node:http';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { listen } from './listen.ts';

/** One request as it reached the Cloud. */
export interface CloudRequest {
  readonly method: string;
  /** As it was on the wire, with its percent signs. */
  readonly path: string;
  readonly body: unknown;
}

/** An answer in place of the emulator's, for states it can't be brought into. */
interface CannedAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** The emulator, behind a recorder that sees every byte of every request to it. */
export interface Cloud {
  readonly emulator: Emulator;
  /** What clients use as their base URL. */
  readonly url: string;
  readonly requests: readonly CloudRequest[];
  /** Those of the requests that change something. */
  readonly changes: readonly CloudRequest[];
  /** Answers this instead of asking the emulator, until the next `reset`. */
  answer(method: string, path: string, body: unknown, status?: number): void;
  reset(): void;
  close(): Promise<void>;
}

/** Starts the Cloud that a suite runs against. */
export async function startCloud(seed: Parameters<typeof createEmulator>[0] = {}): Promise<Cloud> {
  const emulator = await createEmulator(seed);
  const requests: CloudRequest[] = [];
  const canned: CannedAnswer[] = [];
  const proxy = await listen((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const bytes = Buffer.concat(chunks);
      requests.push({ method, path, body: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined });
      const found = canned.find((one) => one.method === method && path.split('?')[0] === one.path);
      if (found) {
        outgoing.writeHead(found.status, { 'content-type': 'application/json' }).end(JSON.stringify(found.body));
        return;
      }
      const { host: _, ...forwarded } = headers;
      const onward = httpRequest(`${emulator.url}${path}`, { method, headers: forwarded, agent: false }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(bytes);
    });
  });
  return {
    emulator,
    url: proxy.url,
    requests,
    get changes() {
      return requests.filter(({ method }) => method !== 'GET');
    },
    answer: (method, path, body, status = 200) => canned.push({ method, path, status, body }),
    reset() {
      emulator.reset();
      requests.length = 0;
      canned.length = 0;
    },
    async close() {
      await proxy.close();
      await emulator.close();
    },
  };
}
