/**
 * Values kept sorted by a number. Adding at the end and taking a page cost next to nothing; removing from the middle
 * is one binary search and one move of memory.
 */
export class Ordered<T> {
  readonly #items: T[] = [];
  readonly #rank: (item: T) => number;

  constructor(rank: (item: T) => number) {
    this.#rank = rank;
  }

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    const rank = this.#rank(item);
    const last = this.#items.at(-1);
    if (last === undefined || this.#rank(last) <= rank) this.#items.push(item);
    else this.#items.splice(this.#firstAbove(rank), 0, item);
  }

  remove(item: T): void {
    const rank = this.#rank(item);
    // Several items may share a rank: walk back over them to the one that is meant.
    for (let i = this.#firstAbove(rank) - 1; i >= 0; i--) {
      const candidate = this.#items[i] as T;
      if (candidate === item) this.#items.splice(i, 1);
      if (candidate === item || this.#rank(candidate) !== rank) return;
    }
  }

  page(start: number, length: number): T[] {
    return this.#items.slice(start, start + length);
  }

  all(): T[] {
    return this.#items.slice();
  }

  /** Removes and gives every item whose rank is at most this one. */
  takeUpTo(rank: number): T[] {
    const first = this.#items[0];
    if (first === undefined || this.#rank(first) > rank) return [];
    return this.#items.splice(0, this.#firstAbove(rank));
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
