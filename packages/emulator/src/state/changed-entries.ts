import type { KeptState, Kind } from './kept.ts';
import type { Line } from './lines.ts';

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
  take(state: KeptState): Line[] {
    const lines: Line[] = this.#cleared ? [['clear']] : [];
    for (const [kind, ids] of this.#ids) {
      for (const id of ids) {
        const value = state[kind].entry(id);
        lines.push(value === undefined ? [kind, id] : [kind, id, value]);
      }
    }
    this.forget();
    return lines;
  }

  /** What could not be written waits again, before what has come after it. */
  putBack(lines: readonly Line[]): void {
    if (this.#cleared) return;
    const later = [...this.#ids];
    this.forget();
    for (const [kind, id] of lines) {
      if (id === undefined) this.#cleared = true;
      else this.add(kind as Kind, id);
    }
    for (const [kind, ids] of later) for (const id of ids) this.add(kind, id);
  }
}
