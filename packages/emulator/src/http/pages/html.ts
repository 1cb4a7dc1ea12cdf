import { escapeHtml } from '../../shared/escape-html.ts';

/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Content = Html | string | number | null | undefined | false | readonly Content[];

/**
 * Markup with values in it. Every value is escaped, except what is {@link Html} itself; lists are joined, and nothing
 * is written for `null`, `undefined` and `false`. Attributes must be quoted.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += write(value) + (strings[index + 1] ?? '');
  });
  return new Html(text);
}

/** Trusted text of our own: a style sheet, a script. Never anything a user has given. */
export function raw(text: string): Html {
  return new Html(text);
}

function write(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(write).join('');
  return escapeHtml(String(value));
}
