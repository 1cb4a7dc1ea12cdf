import { UsageError } from './terminal.ts';

/** Reads an option's address. Throws a {@link UsageError} that names the flag. */
export function readUrl(text: string, flag: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `${flag} must be a complete http:// or https:// URL, such as http://127.0.0.1:3000/webhooks/vortex; got ${JSON.stringify(text)}.`,
  );
}

/** Reads a JSON object, with an example for the error. */
export function readObject(example: string) {
  return (text: string, flag: string): Readonly<Record<string, unknown>> => {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    } catch {
      // Not JSON: said below, as for JSON that is not an object.
    }
    throw new UsageError(`${flag} must be a JSON object, such as '${example}'.`);
  };
}

/** Reads a whole number within bounds; `unit` is what it counts, where that is not clear. */
export function readNumber(from: number, to: number, unit = '') {
  return (text: string, flag: string): number => {
    if (/^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
    throw new UsageError(
      `${flag} must be a number${unit && ` of ${unit}`} from ${from} to ${to}; got ${JSON.stringify(text)}.`,
    );
  };
}

/** Reads a length of time such as `3d`, in milliseconds. */
export function readDuration(text: string, flag: string): number {
  const [, count, unit] = /^(\d{1,5})([dhms])$/.exec(text) ?? [];
  const length = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }[unit ?? ''];
  if (length !== undefined && Number(count) > 0) return Number(count) * length;
  throw new UsageError(
    `${flag} must be days, hours, minutes or seconds such as 3d, 12h, 30m or 45s; got ${JSON.stringify(text)}.`,
  );
}

/** Reads one of a few words. */
export function readOneOf<const Word extends string>(words: readonly Word[]) {
  return (text: string, flag: string): Word => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    throw new UsageError(`${flag} must be one of ${words.join(', ')}; got ${JSON.stringify(text)}.`);
  };
}

/** Reads a scope as the wire writes it, `team:42`. */
export function readScope(text: string, flag: string): { readonly type: string; readonly id: string } {
  const [, type, id] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (type !== undefined && id !== undefined) return { type, id };
  throw new UsageError(`${flag} must be TYPE:ID, such as team:42; got ${JSON.stringify(text)}.`);
}
