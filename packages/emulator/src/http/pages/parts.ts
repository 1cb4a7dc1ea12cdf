import { type Html, html } from './html.ts';

/** How a state is coloured. */
export type Tone = 'good' | 'bad' | 'wait' | 'info' | 'flat';

export function pill(text: string, tone: Tone): Html {
  return html`<span class="pill ${tone}">${text}</span>`;
}

/** A point in time; the script shows it in the reader's own zone. */
export function time(iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)} UTC</time>`;
}

/** Names and values; those without a value are left out. */
export function facts(entries: Readonly<Record<string, Html | string | number | null | undefined>>): Html {
  const shown = Object.entries(entries).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return html`<dl>${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** What a button is asked about before it posts, and whom it is about where several have the same label. */
export interface ActionOptions {
  readonly confirm?: string;
  readonly about?: string;
}

/** A button that posts, and what is said to a screen reader afterwards. */
export function action(path: string, label: string, said: string, { confirm, about }: ActionOptions = {}): Html {
  return html`<form method="post" action="${path}" data-live="${said}"><button${confirm && html` data-confirm="${confirm}"`}${about && html` aria-label="${label}: ${about}"`}>${label}</button></form>`;
}

export function prettyJson(value: unknown): Html {
  return html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
}
