import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';

/** How a state is coloured. */
export type Tone = 'good' | 'bad' | 'wait' | 'info' | 'flat';

export function Pill({ tone, children }: { readonly tone: Tone; readonly children?: Child }): JSX.Element {
  return <span class={`pill ${tone}`}>{children}</span>;
}

/** A point in time; the script shows it in the reader's own zone. */
export function Time({ iso }: { readonly iso: string }): JSX.Element {
  return (
    <time datetime={iso} title={iso}>
      {iso.slice(11, 19)} UTC
    </time>
  );
}

/** Names and values; those without a value are left out. */
export function Facts({ of }: { readonly of: Readonly<Record<string, Child>> }): JSX.Element {
  const shown = Object.entries(of).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl>
      {shown.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

/** A long name that breaks after dots, slashes and the like instead of inside of words. */
export function Breakable({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text.split(/(?<=[./@_?&=:-])(?=\w)/).map((part, index) => (
        <>
          {index > 0 && <wbr />}
          {part}
        </>
      ))}
    </>
  );
}

/** What stands where a list has nothing to show. */
export function Empty({ title, children }: { readonly title: string; readonly children?: Child }): JSX.Element {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
