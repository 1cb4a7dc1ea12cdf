import type { JSX } from 'hono/jsx/jsx-runtime';
import { Copy } from './copy.tsx';

interface CodeProps {
  /** Unique on the page. */
  readonly id: string;
  /** What it is, as a screen reader says it: "the body". */
  readonly what: string;
  readonly text: string;
}

/** Lines as they are, with a button that copies them. */
export function Code({ id, what, text }: CodeProps): JSX.Element {
  return (
    <div class="code">
      <pre id={id} tabindex={0}>
        {text}
      </pre>
      <Copy what={what} from={id} />
    </div>
  );
}

/** JSON in colours, with a button that copies it; what is not JSON, or only the beginning of it, as it is. */
export function Json({ id, what, text }: CodeProps): JSX.Element {
  return (
    <div class="code">
      <pre id={id} tabindex={0}>
        {coloured(pretty(text))}
      </pre>
      <Copy what={what} from={id} />
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const TOKENS = /("(?:[^"\\]|\\.)*")(?=(\s*:)?)|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function coloured(text: string): (string | JSX.Element)[] {
  const parts: (string | JSX.Element)[] = [];
  let end = 0;
  for (const found of text.matchAll(TOKENS)) {
    const [token, string, colon] = found;
    const kind = string === undefined ? 'literal' : colon === undefined ? 'string' : 'key';
    parts.push(text.slice(end, found.index), <span class={kind}>{token}</span>);
    end = found.index + token.length;
  }
  parts.push(text.slice(end));
  return parts;
}
