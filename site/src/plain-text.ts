import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CONTENT, type Page } from './content.ts';

/** Puts the Markdown of every page beside it, and `llms.txt`, which lists them for programs that read. */
export function writePlainText(all: readonly Page[], folder: string): void {
  for (const { path } of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(CONTENT, path), join(folder, path));
  }
  const groups = ['Packages', 'Guides', 'Frameworks', 'Reference', 'Examples'] as const;
  const lists = groups.map((group) => {
    const links = all.filter((page) => page.group === group).map(({ title, path }) => `- [${title}](${path})`);
    return [`## ${group}`, '', ...links, ''].join('\n');
  });
  const intro =
    '> Invitations for TypeScript servers: signed tokens, a REST client, verified webhooks, routes, and a local emulator.';
  writeFileSync(join(folder, 'llms.txt'), ['# Vortex for TypeScript', '', intro, '', ...lists].join('\n'));
  const texts = all.map(({ path }) => readFileSync(join(CONTENT, path), 'utf8'));
  writeFileSync(join(folder, 'llms-full.txt'), texts.join('\n\n---\n\n'));
}
