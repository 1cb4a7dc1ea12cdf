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

/** Makes links of `protocol §4.2`, to the section or the one it stands in. */
export function linkProtocol(text: string): string {
  return text.replaceAll(/protocol §(\d+(?:\.\d+)?)/g, (whole, number: string) => {
    const anchor = anchors.get(number) ?? anchors.get(number.split('.')[0] ?? '');
    return `[${whole}](../protocol.md${anchor === undefined ? '' : `#${anchor}`})`;
  });
}
