/** So many removals are carried out one by one; more of them in one go. */
const FEW = 8;

/**
 * Values kept sorted by a number. Adding at the end and taking a page cost next to nothing. What is removed is only
 * noted, and taken out when somebody looks: one by one if it is little, all at once if a whole list is emptied.
 */
export class Ordered<T> {
  #items: T[] = [];
  /** Made when it is needed: there is a list for each person, and most stay as they are. */
  #gone: Set<T> | undefined;
  readonly #rank: (item: T) => number;

  constructor(rank: (item: T) => number) {
    this.#rank = rank;
  }

  get size(): number {
    return this.#items.length - (this.#gone?.size ?? 0);
  }

  add(item: T): void {
    if (this.#gone?.has(item)) this.#tidy();
    const rank = this.#rank(item);
    const last = this.#items.at(-1);
    // A list that begins by push has room for seventeen at once, and most lists stay at one.
    if (last === undefined) this.#items = [item];
    else if (this.#rank(last) <= rank) this.#items.push(item);
    else this.#items.splice(this.#firstAbove(rank), 0, item);
  }

  /** Its rank must be what it was when it was added. */
  remove(item: T): void {
    if (this.#find(item) === undefined) return;
    this.#gone ??= new Set();
    this.#gone.add(item);
  }

  page(start: number, length: number): T[] {
    this.#tidy();
    return this.#items.slice(start, start + length);
  }

  all(): T[] {
    this.#tidy();
    return this.#items.slice();
  }

  /** Removes and gives every item whose rank is at most this one. */
  takeUpTo(rank: number): T[] {
    const first = this.#items[0];
    // Nearly every call ends here, so it must not tidy.
    if (first === undefined || this.#rank(first) > rank) return [];
    this.#tidy();
    return this.#items.splice(0, this.#firstAbove(rank));
  }

  #tidy(): void {
    const gone = this.#gone;
    if (!gone) return;
    if (gone.size > FEW) {
      this.#items = this.#items.filter((item) => !gone.has(item));
    } else {
      for (const item of gone) {
        const at = this.#find(item);
        if (at !== undefined) this.#items.splice(at, 1);
      }
    }
    this.#gone = undefined;
  }

  #find(item: T): number | undefined {
    const rank = this.#rank(item);
    // Several items may share a rank: walk back over them to the right one.
    for (let at = this.#firstAbove(rank) - 1; at >= 0; at--) {
      const candidate = this.#items[at] as T;
      if (candidate === item) return at;
      if (this.#rank(candidate) !== rank) return undefined;
    }
    return undefined;
  }

  #firstAbove(rank: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rank(this.#items[middle] as T) <= rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
