import { PassThrough, type Readable } from 'node:stream';
import type { FeedEntry } from '@vortex/example-web';

interface Reader {
  readonly stream: PassThrough;
  readonly maySee: (entry: FeedEntry) => boolean;
}

const KEPT = 50;

/** Sends every webhook to the pages that are open, as server-sent events; a page that comes later gets the last 50. */
export class Feed {
  readonly #entries: FeedEntry[] = [];
  readonly #readers = new Set<Reader>();
  #count = 0;

  add(entry: Omit<FeedEntry, 'number' | 'receivedAt'>): void {
    const numbered = { ...entry, number: ++this.#count, receivedAt: Date.now() };
    this.#entries.push(numbered);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const reader of this.#readers) send(reader, numbered);
  }

  /**
   * What to answer a page with; the stream stays open until the page goes away.
   *
   * @param seen - The number of the last entry that the page has; 0 for none, and a higher one than there is comes from
   *   before a restart.
   */
  open(seen: number, maySee: (entry: FeedEntry) => boolean): Readable {
    const reader = { stream: new PassThrough(), maySee };
    // A comment, so that the browser knows at once that it is connected.
    reader.stream.write(': open\n\n');
    for (const entry of this.#entries) if (entry.number > seen || seen > this.#count) send(reader, entry);
    this.#readers.add(reader);
    reader.stream.on('close', () => this.#readers.delete(reader));
    return reader.stream;
  }
}

function send({ stream, maySee }: Reader, entry: FeedEntry): void {
  if (maySee(entry)) stream.write(`id: ${entry.number}\ndata: ${JSON.stringify(entry)}\n\n`);
}
