import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Script } from './script.tsx';
import { STYLE } from './style.ts';

/** What a page is made of, beside its content. */
export interface DocumentProps {
  readonly title: string;
  readonly head?: Child;
  /** Whether it follows the emulator. */
  readonly live?: boolean;
  readonly children?: Child;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#4454d8"/><path d="M9 10l7 13 7-13" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** A whole page around its content. */
export function Document({ title, head, live = false, children }: DocumentProps): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={`data:image/svg+xml,${encodeURIComponent(ICON)}`} />
        {head}
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        {children}
        {live && <Script />}
      </body>
    </html>
  );
}
