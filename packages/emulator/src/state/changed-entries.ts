import type { KeptState, Kind } from './kept.ts';

/** One thing to write: an entry as it is now, one that is gone (without a value), or the end of all before. */
export type Change =
  | readonly [kind: Kind, id: string, value?: unknown]
  | readonly [kind: 'clear', id?: undefined, value?: undefined];

/** Which entries have changed since they were last written, in the order in which they first did. */
export class ChangedEntries {
  readonly #ids = new Map<Kind, Set<string>>();
  #cleared = false;

  add(kind: Kind, id: string): void {
    let ids = this.#ids.get(kind);
    if (!ids) {
      ids = new Set();
      this.#ids.set(kind, ids);
    }
    ids.add(id);
  }

  /** Everything that was written before is gone. */
  clear(): void {
    this.forget();
    this.#cleared = true;
  }

  /** Nothing of it is to be written. */
  forget(): void {
    this.#ids.clear();
    this.#cleared = false;
  }

  /** What is to be written: the entries as they are now. */
  take(state: KeptState): Change[] {
    const changes: Change[] = this.#cleared ? [['clear']] : [];
    for (const [kind, ids] of this.#ids) {
      for (const id of ids) {
        const value = state[kind].entry(id);
        changes.push(value === undefined ? [kind, id] : [kind, id, value]);
      }
    }
    this.forget();
    return changes;
  }

  /** What could not be written waits again. Writing does not yield, so nothing has come after it. */
  putBack(changes: readonly Change[]): void {
    for (const [kind, id] of changes) {
      if (kind === 'clear') this.#cleared = true;
      else this.add(kind, id);
    }
  }
}
