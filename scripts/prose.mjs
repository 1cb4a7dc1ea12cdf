/**
 * Part of `pnpm lint`: finds phrases that a technical writer would not use, in manuals, comments and messages. Each has what to
 * write instead.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {readonly (readonly [phrase: RegExp, instead: string])[]} */
const PHRASES = [
  [/\bwhoever\b/gi, 'anyone who, the person who'],
  [/\bsuch a one\b/gi, 'name the thing'],
  [/\b(?:is|are) meant\b/gi, '"Did you mean ...?", must be'],
  [/\b(?:is|are) wanted\b/gi, 'missing, required, expected'],
  [/\bwhite space\b/gi, 'whitespace'],
  [/\bcan not\b/gi, "can't, cannot"],
  [/(?<!\b(?:there|There) )\b(?:is|are) none\b/gi, 'there is no ...'],
  [/\bwhat is no\b/gi, 'what is not a'],
  [/\bby (?:itself|themselves)\b/gi, 'automatically, on its own, or nothing'],
  [/\bwithout further ado\b/gi, 'nothing'],
  [/\b(?:when|where|if) there is none\b/gi, 'if there is no ..., or without'],
  [/\bin the place of\b/gi, 'instead of, in place of'],
  [/\bin all with\b/gi, 'in total'],
  [/\ball the same\b/gi, 'still, anyway'],
  [/\btime-outs?\b/gi, 'timeout'],
  [/\btells of\b/gi, 'reports, describes'],
  [/\btold of\b/gi, 'called with, notified about'],
  [/\b(?:is|are|was|were|be) answered (?:with|by)\b/gi, 'the response is ..., gets ...'],
  [/, say(?=[,.)]|$)/g, 'such as, for example'],
  [/\bfor ever\b/gi, 'forever'],
  [/\bwhat of (?:a|an|the|it)\b/gi, 'the part of ... that'],
  [/\bbegin anew\b/gi, 'start over'],
  [/[’‘]/g, "'"],
];

const FILES = [
  '*.md',
  'docs/**/*.md',
  'benchmarks/NOTES.md',
  '.changeset/*.md',
  '.github/**/*.md',
  'packages/*/README.md',
  'examples/*/README.md',
  'packages/{core,emulator,express,fastify,hono,next,nestjs,nuxt,react}/src/**/*.{ts,tsx}',
];

const found = globSync(FILES, { cwd: root, exclude: ['**/CHANGELOG.md', '**/*.test.ts', '**/node_modules/**'] })
  .sort()
  .flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        PHRASES.flatMap(([phrase, instead]) =>
          [...line.matchAll(phrase)].map(({ 0: text }) => `${file}:${index + 1} "${text}": write ${instead}`),
        ),
      ),
  );
for (const line of found) console.error(line);
if (found.length > 0) {
  console.error(`\n${found.length} phrases to reword (scripts/prose.mjs).`);
  process.exitCode = 1;
}
