import { inline, page, table } from '../markdown.ts';
import { docsOf, ENTRIES, exportsOf } from '../sources.ts';

/** docs/reference/exports.md. */
export function exported(): string {
  const core = new Set(
    ENTRIES.filter(({ name }) => name === '@vortex/core')
      .flatMap(exportsOf)
      .map(({ name }) => name),
  );
  return page(
    '# Everything that is exported',
    'By import. The framework packages hand on all of `@vortex/core`; only what they add is listed with them.',
    ...ENTRIES.flatMap((entry) => {
      const rows = exportsOf(entry)
        .filter(({ own, name }) => own || !core.has(name))
        .map(({ name, kind, symbol }) => [inline(name), kind, firstSentence(docsOf(symbol).text)]);
      if (rows.length === 0) return [`## ${entry.name}`, 'All of `@vortex/core`.'];
      return [`## ${entry.name}`, table(['Name', 'Kind', 'What it is'], rows)];
    }),
  );
}

function firstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/s.exec(text)?.[0].replace(/:$/, '.') ?? text;
}
