import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './compile.ts';

/** Which versions the suites run with, read from where they are pinned: one table per manual, and one of all packages. */
export function tested(name: string): string | undefined {
  return TABLES[name]?.();
}

const TABLES: Readonly<Record<string, () => string>> = {
  'tested-next': () =>
    table(
      ['tested with', 'as'],
      [
        [`Next.js ${next15()}`, 'App Router on Node.js and on edge, Pages Router'],
        [
          `Next.js ${next16()}, React ${version('react')}`,
          'the same; Turbopack and webpack, each behind a `proxy.ts` that reads every body and without one; Cache Components with Partial Prefetching; standalone, `basePath`, `trailingSlash`, typed routes, React Compiler',
        ],
        [`create-next-app ${createNextApp()}`, `an app as it makes it, under \`next/jest\` of Jest ${jest()}`],
      ],
    ),
  'tested-nestjs': () =>
    table(
      ['tested with', 'as'],
      [
        ...['10', '11', '12'].map((major) => [
          `NestJS ${nest(major, 'core')}`,
          `platform-express ${nest(major, 'platform-express')}, platform-fastify ${nest(major, 'platform-fastify')}`,
        ]),
        [`Nest CLI ${cli(11)}`, 'a project as it makes it: CommonJS, Jest'],
        [`Nest CLI ${cli(12)}`, 'projects as it makes them: ES modules, Vitest; CommonJS, Jest'],
      ],
    ),
  tested: () =>
    table(
      ['package', 'tested with'],
      [
        ['`@vortex/express`', `Express ${version('express4')}, ${version('express')}`],
        ['`@vortex/fastify`', `Fastify ${version('fastify')}`],
        ['`@vortex/hono`', `Hono ${version('hono-floor')}, ${version('hono')}`],
        [
          '`@vortex/next`',
          `Next.js ${next15()}, ${next16()}; create-next-app ${createNextApp()}; React ${version('react')}`,
        ],
        [
          '`@vortex/nestjs`',
          `NestJS ${['10', '11', '12'].map((major) => nest(major, 'core')).join(', ')}; Nest CLI ${cli(11)}, ${cli(12)}`,
        ],
        [
          '`@vortex/nuxt`',
          `Nuxt ${version('nuxt', 'tests/frameworks/nuxt')}, Nitro ${version('nitro', 'tests/frameworks/nitro')}`,
        ],
        ['`@vortex/react`', `React ${version('react-18', 'packages/react')}, ${version('react')}`],
      ],
    ),
};

const next15 = () => version('next', 'tests/next-15');
const next16 = () => version('next', 'tests/next-16');
const nest = (major: string, part: string) => version(`@nestjs/${part}`, `tests/nest/projects/nest-${major}`);
const cli = (major: number) => pinned('@nestjs/cli', `tests/nest/src/cli-${major}.e2e.test.ts`);
const createNextApp = () => pinned('create-next-app', 'tests/packaging/src/next-jest.ts');
const jest = () => found(/jest: '([\d.]+)'/, 'tests/packaging/src/dom-environments.ts');

/** Of a dependency of the package in `folder`, or of the workspace's catalog. */
function version(name: string, folder?: string): string {
  const catalog = () => found(new RegExp(`^ {2}'?${name}'?: (?:npm:\\w+@)?([\\d.]+)$`, 'm'), 'pnpm-workspace.yaml');
  if (folder === undefined) return catalog();
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const asked: string | undefined = manifest.dependencies?.[name] ?? manifest.devDependencies?.[name];
  if (asked === 'catalog:') return catalog();
  const [, exact] = /^(?:npm:\w+@)?(\d[\d.]+)$/.exec(asked ?? '') ?? [];
  if (exact === undefined) throw new Error(`${folder} pins no version of ${name}.`);
  return exact;
}

/** Of what a test installs by a command: `name@1.2.3`. */
function pinned(name: string, file: string): string {
  return found(new RegExp(`['=]${name}@([\\d.]+)`), file);
}

function found(pattern: RegExp, file: string): string {
  const [, one] = pattern.exec(readFileSync(join(root, file), 'utf8')) ?? [];
  if (one === undefined) throw new Error(`${file} has nothing like ${pattern}.`);
  return one;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
