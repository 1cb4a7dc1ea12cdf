/** What is random in answers: UUIDs, and the codes of short links. */
const RANDOM = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=\/i\/(?:[a-z]\/)?)[A-Za-z0-9]{8}\b/g;

/**
 * Gives one transcript the other's random ids. Two ids are taken for the same once they have stood at the same place; from
 * then on each must stand for the other everywhere, or the results differ.
 */
export class SameIds {
  readonly #ours = new Map<string, string>();
  readonly #theirs = new Map<string, string>();

  /** `theirs` with our ids, as far as they are known or can be learned from standing where ours stand. */
  rename(theirs: unknown, ours: unknown): unknown {
    this.#learn(theirs, ours);
    return this.#replace(theirs);
  }

  #learn(theirs: unknown, ours: unknown): void {
    if (typeof theirs === 'string' && typeof ours === 'string') {
      const [left, right] = [theirs.match(RANDOM) ?? [], ours.match(RANDOM) ?? []];
      left.forEach((id, index) => {
        const other = right[index];
        // Some are fixed, and the same everywhere.
        if (other === undefined || other === id || this.#ours.has(id) || this.#theirs.has(other)) return;
        this.#ours.set(id, other);
        this.#theirs.set(other, id);
      });
    } else if (isObject(theirs) && isObject(ours)) {
      for (const key of Object.keys(theirs)) this.#learn(theirs[key], ours[key]);
    }
  }

  #replace(value: unknown): unknown {
    // A share link's target is its bare code.
    if (typeof value === 'string')
      return this.#ours.get(value) ?? value.replace(RANDOM, (id) => this.#ours.get(id) ?? id);
    if (Array.isArray(value)) return value.map((entry) => this.#replace(entry));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.#replace(entry)]));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
