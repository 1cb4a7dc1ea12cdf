import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FeedEntry } from '@vortex/example-web';
import { concat, from, type Observable, Subject } from 'rxjs';

const KEPT = 50;

/** The last 50 webhooks, and those to come. */
@Injectable()
export class FeedService implements OnModuleDestroy {
  private readonly entries: FeedEntry[] = [];
  private readonly added = new Subject<FeedEntry>();
  private count = 0;

  add(entry: Omit<FeedEntry, 'number' | 'receivedAt'>): void {
    const numbered = { ...entry, number: ++this.count, receivedAt: Date.now() };
    this.entries.push(numbered);
    if (this.entries.length > KEPT) this.entries.shift();
    this.added.next(numbered);
  }

  /** Those after a number, which is 0 for a page that has seen none; a higher one than there is comes from before a restart. */
  after(number: number): Observable<FeedEntry> {
    const missed = number > this.count ? this.entries : this.entries.filter((entry) => entry.number > number);
    return concat(from([...missed]), this.added);
  }

  /** Ends the streams of open pages, which would keep the server from closing. */
  onModuleDestroy(): void {
    this.added.complete();
  }
}
