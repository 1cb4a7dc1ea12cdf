/**
 * The member names in a token's header, as often as each stands there: JSON.parse keeps only the last of two equal
 * ones while other readers take the first, so that two parties could see two different headers under one signature.
 *
 * @returns No names for a header that can't be decoded; the verification then refuses it as such.
 */
export function headerMembers(token: string): string[] {
  try {
    const json = atob((token.split('.', 1)[0] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return [...json.matchAll(/("(?:[^"\\]|\\.)*")\s*(:?)/g)]
      .filter(([, , colon]) => colon)
      .map(([, name = '']) => JSON.parse(name));
  } catch {
    return [];
  }
}
