/** What would break a line or steer a terminal: control characters, line separators, marks of direction. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A foreign text as one line of a message or log: what it says, without what it does. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim();
}
