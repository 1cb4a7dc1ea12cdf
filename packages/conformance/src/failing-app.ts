import { failingOptions } from './failing-options.ts';
import type { HeaderReader, Specimen } from './specimen.ts';
import type { Server } from './subject.ts';

/**
 * The program of an app whose own functions fail, without `logger` and `onError`, or with `logger: false` if the
 * command line says so. It writes its URL to stdout.
 *
 * @param header - Reads a header of the framework's own request.
 * @param start - Mounts the options and listens.
 * @example
 * await failingApp<Request>(
 *   (request, name) => request.headers.get(name),
 *   ({ webhook, routes }) => listen(appWith(webhook, routes)),
 * );
 */
export async function failingApp<Req>(
  header: HeaderReader<Req>,
  start: (app: Specimen<Req>) => Promise<Server>,
): Promise<void> {
  const { url } = await start(failingOptions(header, process.argv.includes('silent')));
  process.stdout.write(`${url}\n`);
}
