import type { HeaderReader, Specimen } from '../specimen.ts';
import type { Server } from '../subject.ts';
import { failingOptions } from './failing-options.ts';

/**
 * The program of an app whose own functions fail, without `logger` and `onError`, or with `logger: false` where the
 * command line says so. It writes its address to stdout.
 *
 * @example
 * await failingApp<Request>((request, name) => request.get(name), ({ webhook, routes }) => listen(app));
 */
export async function failingApp<Req>(
  header: HeaderReader<Req>,
  start: (app: Specimen<Req>) => Promise<Server>,
): Promise<void> {
  const { url } = await start(failingOptions(header, process.argv.includes('silent')));
  process.stdout.write(`${url}\n`);
}
