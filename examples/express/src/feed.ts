import type { FeedEntry } from '@vortex/example-web';
import type { Request, Response } from 'express';

interface Reader {
  readonly res: Response;
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

  /** Answers a request with the stream; it stays open until the page goes away. */
  open(req: Request, res: Response, maySee: (entry: FeedEntry) => boolean): void {
    const reader = { res, maySee };
    res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
    // A comment, so that the browser knows at once that it is connected.
    res.write(': open\n\n');
    const seen = Number(req.get('Last-Event-ID') ?? 0);
    for (const entry of this.#entries) if (entry.number > seen || seen > this.#count) send(reader, entry);
    this.#readers.add(reader);
    res.on('close', () => this.#readers.delete(reader));
  }

  /** Ends every open stream. */
  close(): void {
    for (const { res } of this.#readers) res.end();
  }
}

function send({ res, maySee }: Reader, entry: FeedEntry): void {
  if (maySee(entry)) res.write(`id: ${entry.number}\ndata: ${JSON.stringify(entry)}\n\n`);
}
