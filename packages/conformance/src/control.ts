import { listen } from './listen.ts';
import type { Orders } from './remote.ts';
import type { Entry, Settings } from './settings.ts';
import type { Server, Start } from './subject.ts';

/** The server that a {@link controlledApp} asks. */
export interface Control extends Server {
  /** Has the app that listens at `url` take each case's settings. */
  start(url: string): Start;
}

/**
 * Starts a control server. It serves one app at a time, as tests run one after the other.
 *
 * @example
 * const control = await startControl();
 * // Start the server whose app was made with `controlledApp(control.url, ...)`; then:
 * conformanceOf('my framework, built', control.start('http://127.0.0.1:3000'));
 */
export async function startControl(): Promise<Control> {
  let number = 0;
  let settings: Settings = {};
  let environment: Settings['lateEnvironment'];
  const journals = new Map<string, Entry[]>();

  const server = await listen(async (request, response) => {
    const [path, query] = (request.url ?? '').split('?');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const entry = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Entry) : undefined;
    if (entry) journals.get(path ?? '')?.push(entry);
    if (query === 'environment') environment = settings.lateEnvironment;
    const orders: Orders = { number, settings, ...(environment && { environment }) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(orders));
  });

  return {
    ...server,
    start: (url) => async (wanted) => {
      const entries: Entry[] = [];
      number++;
      settings = wanted;
      environment = undefined;
      journals.set(`/entries/${number}`, entries);
      return {
        url,
        journal: async () => entries,
        // Each module of the app tells what it has noted before it handles another request.
        flush: async () => {
          await Promise.all(['/webhooks/vortex', '/api/vortex/nothing'].map((path) => fetch(`${url}${path}`)));
        },
        close: async () => {},
      };
    },
  };
}
