/** The kinds of entries that an emulator's state is made of. */
export const KINDS = [
  'clock',
  'keys',
  'invitations',
  'autojoin',
  'outbox',
  'webhooks',
  'deliveries',
  'answers',
  'clicks',
] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** Called after an entry was added, changed or removed. */
export type Touched = (kind: Kind, id: string) => void;

/** A part of the state as it can be written down: entries by id, each a JSON value. */
export interface Kept {
  /** All of them, in the order that {@link Kept.restore} wants them in. */
  entries(): Iterable<readonly [id: string, value: unknown]>;
  /** One of them as it is now; `undefined` for an unknown id. */
  entry(id: string): unknown;
  /** Takes back what {@link Kept.entries} has given. Called once, before anything else has happened. */
  restore(entries: ReadonlyMap<string, unknown>): void;
}

/** The whole state. Later kinds may need earlier ones to be restored. */
export type KeptState = Readonly<Record<Kind, Kept>>;

/** The entries of a map, each put into words when it is its turn. */
export function* pairs<T>(from: ReadonlyMap<string, T>, written: (value: T) => unknown): Generator<[string, unknown]> {
  for (const [id, value] of from) yield [id, written(value)];
}
