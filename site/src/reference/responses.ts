import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { ERROR_FACTS } from './error-facts.ts';

/** The table of `docs/blocks` that the READMEs show too, with a link from each code to its cause and fix. */
export function responses(of: 'webhook' | 'route'): string {
  return readFileSync(join(ROOT, `docs/blocks/${of}-responses.md`), 'utf8')
    .trim()
    .replaceAll(/`(\w+)`/g, (text, word: string) => (word in ERROR_FACTS ? `[${text}](errors.md#${word})` : text));
}
