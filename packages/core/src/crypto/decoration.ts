/**
 * Describes what was copied along with a secret or key by mistake, without showing any part of it; `undefined` if
 * nothing was. Neither keys nor secrets of Vortex contain such characters.
 */
export function decorationOf(value: string): string | undefined {
  if (/^\s|\s$/.test(value)) return 'has leading or trailing whitespace';
  if (NAMED.test(value) || VARIABLE.test(value)) return 'begins with the name of a variable and "="';
  if (/^\$\{.*\}$/s.test(value)) return 'is a placeholder whose variable was never substituted';
  if (/[;,]$/.test(value)) return `ends with "${value.at(-1)}"`;
  if (/\\n$/.test(value)) return 'ends with a backslash and an "n" instead of a line break';
  if (QUOTE.test(value[0] ?? '') || QUOTE.test(value.at(-1) ?? '')) return 'has quotes around it';
  if (/\s/.test(value)) return 'has whitespace inside';
  const [invisible] = INVISIBLE.exec(value) ?? [];
  return invisible && `has an invisible character in it (U+${codeOf(invisible)})`;
}

/** A line of an env file, a shell or YAML. Base64 may end with "=", and a secret may have one inside. */
const NAMED = /^(?:export\s+\w+\s*=|\$env:\w+\s*=|(?:webhook_)?secret\s*=|VORTEX_\w*\s*[=:])/i;

/** A variable of another name is known by its capitals: a lower-case secret may have a "=" inside. */
const VARIABLE = /^[A-Z_][A-Z0-9_]*=[^=]/;

const QUOTE = /["'`\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f\uff02\uff07]/;

/** Control and format characters, and those that are drawn as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
