/** An id of the wire as a string; `undefined` for anything else. Past the safe integers two ids would be one number. */
export function idString(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
