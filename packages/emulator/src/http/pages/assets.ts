import { createHash } from 'node:crypto';
import SCRIPT from './browser/live.ts?script';
import STYLE from './browser/page.css?text';
import { type Html, html, raw } from './html.ts';

/** What the page's policy allows to run: exactly the script below. */
export function scriptHash(): string {
  hash ??= `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
  return hash;
}

let hash: string | undefined;

/** A whole page around its content. */
export function document(
  title: string,
  body: Html,
  extra: { readonly head?: Html; readonly script?: boolean } = {},
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
${extra.head}
<style>${raw(STYLE)}</style>
</head>
<body>
${body}
${extra.script && html`<script type="module">${raw(SCRIPT)}</script>`}
</body>
</html>`;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#4454d8"/><path d="M9 10l7 13 7-13" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>';
