import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { ROOT, SITE } from './root.ts';

/** Where the pages are put together for VitePress. */
export const CONTENT: string = join(SITE, 'content');

/** A page of the site. */
export interface Page {
  /** The manual in the repository. */
  readonly source: string;
  /** Its place on the site. */
  readonly path: string;
  readonly title: string;
  readonly group: 'Packages' | 'Guides' | 'Frameworks' | 'Reference' | 'Examples' | undefined;
}

const MANUALS = ['README.md', 'SECURITY.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/*/README.md'];

/** Every manual of the repository, as a page. */
export function pages(): Page[] {
  return globSync(MANUALS, {
    cwd: ROOT,
    exclude: (path) => path.includes('node_modules') || path.includes('docs/blocks'),
  })
    .map((source) => source.replaceAll('\\', '/'))
    .sort()
    .map((source) => ({ source, path: placeOf(source), title: titleOf(source), group: groupOf(source) }));
}

function placeOf(source: string): string {
  if (source === 'README.md') return 'index.md';
  return source
    .replace(/^docs\//, '')
    .replace(/\/README\.md$/, '.md')
    .toLowerCase();
}

function titleOf(source: string): string {
  const [, title = source] = /^# (.+)$/m.exec(read(source)) ?? [];
  return title.replaceAll(/[`*]|\]\(.*?\)|\[/g, '');
}

function groupOf(source: string): Page['group'] {
  if (source.startsWith('packages/')) return 'Packages';
  if (source.startsWith('examples/')) return 'Examples';
  if (source.startsWith('docs/reference/')) return 'Reference';
  if (source.startsWith('docs/frameworks/')) return 'Frameworks';
  return source.startsWith('docs/') ? 'Guides' : undefined;
}

/** Writes all pages to {@link CONTENT}, with links that hold on the site. */
export function writeContent(): readonly Page[] {
  const all = pages();
  const places = new Map(all.map(({ source, path }) => [source, path]));
  rmSync(CONTENT, { recursive: true, force: true });
  cpSync(join(SITE, 'public'), join(CONTENT, 'public'), { recursive: true });
  for (const { source, path } of all) {
    const file = join(CONTENT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, relinked(withoutDiagrams(read(source)), source, path, places));
  }
  return all;
}

/** GitHub draws Mermaid's diagrams; here they would be code. */
function withoutDiagrams(text: string): string {
  return text.replaceAll(/^```mermaid\n.*?^```\n/gms, '');
}

/** Links to manuals lead to pages, pictures come along, and what is only in the repository is left as its text. */
function relinked(text: string, source: string, path: string, places: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\((?!https?:|mailto:|#)([^)\s]+)\)/g,
    (whole, picture, label, link) => {
      const [target = '', anchor] = String(link).split('#');
      const wanted = posix.normalize(posix.join(posix.dirname(source), target)).replace(/\/$/, '');
      const place = places.get(wanted) ?? places.get(`${wanted}/README.md`);
      if (place !== undefined) {
        const relative = posix.relative(posix.dirname(path), place);
        const dotted = relative.startsWith('.') ? relative : `./${relative}`;
        return `${picture}[${label}](${dotted}${anchor === undefined ? '' : `#${anchor}`})`;
      }
      if (picture === '!' && existsSync(join(ROOT, wanted))) {
        const file = join(CONTENT, 'public/pictures', wanted);
        mkdirSync(dirname(file), { recursive: true });
        cpSync(join(ROOT, wanted), file);
        return `![${label}](/pictures/${wanted})`;
      }
      return existsSync(join(ROOT, wanted)) ? label : whole;
    },
  );
}

function read(source: string): string {
  return readFileSync(join(ROOT, source), 'utf8');
}
