/** An absolute URL, or `undefined` for any other string. `URL.canParse` is not everywhere yet. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
