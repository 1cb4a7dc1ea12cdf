import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import SCRIPT from './browser/live.ts?script';

let hash: string | undefined;

/** What the pages' policy allows to run: exactly the script below. */
export function scriptHash(): string {
  hash ??= `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
  return hash;
}

/** The script of every page that follows the emulator. */
export function Script(): JSX.Element {
  return <script type="module">{raw(SCRIPT)}</script>;
}
