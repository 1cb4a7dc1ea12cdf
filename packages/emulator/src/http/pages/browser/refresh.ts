import { Idiomorph } from 'idiomorph';
import { localTimes } from './local-times.ts';
import { connection } from './status.ts';

/** What belongs to the reader: whether a row is open, and what a field holds. */
const READERS = new Set(['open', 'value', 'checked', 'selected']);

/** Carries another version of this page over into the one that is shown. */
export function show(text: string): void {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const selector of ['nav', 'main']) {
    const from = document.querySelector(selector);
    const to = page.querySelector(selector);
    if (from && to) {
      Idiomorph.morph(from, to, {
        callbacks: {
          beforeAttributeUpdated: (name) => !READERS.has(name),
          beforeNodeRemoved: (node) => !(node instanceof HTMLElement && 'keep' in node.dataset),
        },
      });
    }
  }
  localTimes();
}

let asked = false;
let busy = false;

/** Fetches the page again and shows it; calls while it is busy become one more round. */
export async function refresh(): Promise<void> {
  asked = true;
  if (busy) return;
  busy = true;
  try {
    while (asked) {
      asked = false;
      const response = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (response.ok) show(await response.text());
    }
  } catch {
    connection(false);
  } finally {
    busy = false;
  }
}
