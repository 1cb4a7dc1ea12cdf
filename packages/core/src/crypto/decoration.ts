/**
 * What was copied along with a secret or a key and keeps it from being the one that was meant, in words that show
 * nothing of it; `undefined` when there is nothing. Neither keys nor secrets of Vortex have any of it inside.
 */
export function decorationOf(value: string): string | undefined {
  if (/^\s|\s$/.test(value)) return 'has leading or trailing whitespace';
  if (/^(?:export\s+)?[A-Z_][A-Z0-9_]*=[^=]/.test(value)) return 'begins with the name of a variable and "="';
  if (QUOTE.test(value[0] ?? '') || QUOTE.test(value.at(-1) ?? '')) return 'has quotes around it';
  if (/\s/.test(value)) return 'has whitespace inside';
  const [invisible] = INVISIBLE.exec(value) ?? [];
  return invisible && `has an invisible character in it (U+${codeOf(invisible)})`;
}

const QUOTE = /["'`\u2018\u2019\u201c\u201d\u00ab\u00bb]/;

/** Control and format characters, and those that are drawn as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
