import type { JSX } from 'hono/jsx/jsx-runtime';

interface CopyProps {
  /** What is copied, as a screen reader says it: "the link". */
  readonly what: string;
  readonly text?: string;
  /** Instead of `text`: the id of the element whose text is copied. */
  readonly from?: string;
  readonly primary?: boolean;
}

/** A button that copies; there is none without the script. */
export function Copy({ what, text, from, primary = false }: CopyProps): JSX.Element {
  return (
    <button
      class={primary ? 'copy primary' : 'copy'}
      type="button"
      data-copy={text}
      data-copy-of={from}
      aria-label={`Copy ${what}`}
    >
      Copy
    </button>
  );
}

interface CopyableProps {
  readonly what: string;
  readonly text: string;
  /** Where the text leads, if it does. */
  readonly href?: string;
}

/** A value with its button. */
export function Copyable({ what, text, href }: CopyableProps): JSX.Element {
  return (
    <span class="copyable">
      {href === undefined ? (
        <code>{text}</code>
      ) : (
        <a href={href} target="_blank" rel="noopener">
          {text}
        </a>
      )}
      <Copy what={what} text={text} />
    </span>
  );
}
