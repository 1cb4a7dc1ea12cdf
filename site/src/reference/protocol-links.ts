import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { slugOf } from '../slug.ts';

/** The anchors of the numbered headings of docs/protocol.md, by number. */
const anchors: ReadonlyMap<string, string> = new Map(
  [...readFileSync(join(ROOT, 'docs/protocol.md'), 'utf8').matchAll(/^#+ (([\d.]+) .+)$/gm)].map(
    ([, heading = '', number = '']) => [number.replace(/\.$/, ''), slugOf(heading)],
  ),
);

/** Makes links of `docs/protocol.md §4.2`. */
export function linkProtocol(text: string): string {
  return text.replaceAll(/docs\/protocol\.md\s+§(\d+(?:\.\d+)?)/g, (_, number: string) => {
    const anchor = anchors.get(number);
    if (!anchor) throw new Error(`docs/protocol.md has no section ${number}.`);
    return `[protocol §${number}](../protocol.md#${anchor})`;
  });
}
