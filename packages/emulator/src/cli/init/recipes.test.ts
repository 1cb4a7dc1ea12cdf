import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vortex-init-'));
});
afterEach(() => rm(folder, { recursive: true }));

const init = (...args: string[]) => vortex(['init', ...args], { cwd: folder });
const read = (path: string) => readFile(join(folder, path), 'utf8');

async function project(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** By the package or the file that names each: what is written in TypeScript, and where the development server listens. */
const FRAMEWORKS: readonly [framework: string, mark: string, files: readonly string[], port: number][] = [
  ['nuxt', 'nuxt', ['server/vortex/options.ts', 'server/vortex/webhook.ts', 'server/vortex/routes.ts'], 3000],
  [
    'sveltekit',
    '@sveltejs/kit',
    [
      'src/lib/server/vortex-options.ts',
      'src/lib/server/vortex.ts',
      'src/routes/webhooks/vortex/+server.ts',
      'src/routes/api/vortex/[...path]/+server.ts',
    ],
    5173,
  ],
  [
    'astro',
    'astro',
    [
      'src/lib/vortex-options.ts',
      'src/lib/vortex.ts',
      'src/pages/webhooks/vortex.ts',
      'src/pages/api/vortex/[...path].ts',
    ],
    4321,
  ],
  [
    'react-router',
    '@react-router/dev',
    ['app/vortex-options.server.ts', 'app/vortex.server.ts', 'app/routes/vortex-webhook.ts', 'app/routes/vortex.ts'],
    5173,
  ],
  [
    'tanstack-start',
    '@tanstack/react-start',
    [
      'src/vortex-options.server.ts',
      'src/vortex.server.ts',
      'src/routes/webhooks/vortex.ts',
      'src/routes/api/vortex/$.ts',
    ],
    5173,
  ],
  [
    'solid-start',
    '@solidjs/start',
    ['src/vortex-options.ts', 'src/vortex.ts', 'src/routes/webhooks/vortex.ts', 'src/routes/api/vortex/[...path].ts'],
    5173,
  ],
  ['adonisjs', '@adonisjs/core', ['app/vortex/vortex-options.ts', 'app/vortex/vortex.ts'], 3333],
  ['elysia', 'elysia', ['src/vortex-options.ts', 'src/vortex.ts'], 3000],
  ['koa', 'koa', ['src/vortex-options.ts', 'src/vortex.ts'], 3000],
  ['hapi', '@hapi/hapi', ['src/vortex-options.ts', 'src/vortex.ts'], 3000],
  ['bun', 'bun.lock', ['src/vortex-options.ts', 'src/vortex.ts'], 3000],
  ['deno', 'deno.json', ['src/vortex-options.ts', 'src/vortex.ts'], 8000],
  ['workers', 'wrangler.jsonc', ['src/vortex-options.ts', 'src/vortex.ts'], 8787],
];

/** A project of this framework, or on this platform, in TypeScript or not. */
async function projectOf(mark: string, typed: boolean): Promise<void> {
  const beside = /^(bun|deno|wrangler)/.test(mark);
  await project({
    'package.json': JSON.stringify({ type: 'module', dependencies: beside ? {} : { [mark]: '1' } }),
    'src/index.js': '',
    ...(typed && { 'tsconfig.json': '{}' }),
    ...(beside && { [mark]: '{}' }),
  });
}

describe.each(FRAMEWORKS)('%s', (framework, mark, files, port) => {
  it('is found, gets its files where it looks for them, and the right port', async () => {
    await projectOf(mark, true);
    const { code, out, error } = await init();
    expect([code, error]).toEqual([0, '']);
    for (const path of files) expect(out).toMatch(new RegExp(`wrote +${path.replaceAll(/[[\].$+*]/g, '\\$&')}\n`));
    expect(out).toContain(`dev --webhook http://127.0.0.1:${port}/webhooks/vortex`);
    const { out: again } = await init('--json');
    expect(JSON.parse(again)).toMatchObject({
      framework,
      files: [...files, '.env.example'].map((path) => ({ path, written: false })),
    });
    const [options = ''] = files;
    expect(await read(options)).toContain('authenticate: signedInUser');
  });

  it('gets JavaScript that is one, where nothing names TypeScript', async () => {
    await projectOf(mark, false);
    const written = JSON.parse((await init('--json')).out).files.map(({ path }: { path: string }) => path);
    const scripts = written.filter((path: string) => path.endsWith('.js'));
    expect(scripts).toHaveLength(['adonisjs', 'bun', 'deno'].includes(framework) ? 0 : files.length);
    for (const path of scripts) {
      await promisify(execFile)(process.execPath, ['--check', join(folder, path)]);
      expect(await read(path)).not.toMatch(/\bimport type\b/);
    }
  });
});

const TESTED = fileURLToPath(new URL('../../../../../tests/frameworks/', import.meta.url));
/** Where a framework's app has another folder. */
const FOLDERS: Readonly<Record<string, string>> = { adonisjs: 'adonis', bun: 'bun-serve', deno: 'deno-serve' };
const tested = FRAMEWORKS.map(([framework]) => [framework, FOLDERS[framework] ?? framework] as const);

describe('the files of init are those that the conformance suite runs', () => {
  it.each(tested)('for %s', async (framework, folder) => {
    await project({
      'package.json': '{ "type": "module" }',
      // Node and Bun run these files as they are.
      'tsconfig.json': '{ "compilerOptions": { "allowImportingTsExtensions": true } }',
    });
    const { files } = JSON.parse((await init('--json', '--framework', framework)).out);
    const written: string[] = files.map(({ path }: { path: string }) => path);
    const glue = written.filter((path) => !/options(\.server)?\.ts$|^\.env/.test(path));
    expect(glue).not.toEqual([]);
    for (const path of glue) expect(await read(path)).toBe(await readFile(join(TESTED, folder, path), 'utf8'));
    // The app's own part is another one there, in the same place.
    for (const path of written.filter((path) => path.includes('options'))) {
      expect(existsSync(join(TESTED, folder, path))).toBe(true);
    }
  });

  it('for each framework that has an app', () => {
    const folders = readdirSync(TESTED).filter((name) => existsSync(join(TESTED, name, 'package.json')));
    const without = folders.filter((name) => !tested.some(([, folder]) => folder === name));
    // Nitro alone, without Nuxt, is one file for each route, which its manual shows.
    expect(without).toEqual(['nitro']);
  });
});

it('gets along without types as Node itself takes them out', async () => {
  const squeezed = (source: string) => source.replaceAll(/[\s,]+/g, '');
  for (const [framework, mark] of FRAMEWORKS) {
    await projectOf(mark, true);
    const typed: string[] = JSON.parse((await init('--json', '--framework', framework)).out).files.map(
      ({ path }: { path: string }) => path,
    );
    await rm(join(folder, 'tsconfig.json'));
    for (const path of typed.filter((name) => name.endsWith('.ts'))) {
      const script = path.replace(/\.ts$/, '.js');
      await init('--framework', framework);
      if (!existsSync(join(folder, script))) continue;
      const bare = stripTypeScriptTypes(await read(path)).replace(/^\/\*\*.*\*\/\n\s*(?=\n)/gm, '');
      expect(squeezed(await read(script))).toBe(squeezed(bare));
    }
    await rm(folder, { recursive: true });
    await mkdir(folder);
  }
});

it('takes the port that the script of the project says', async () => {
  await project({
    'package.json':
      '{ "scripts": { "dev": "vite dev --port 3000" }, "dependencies": { "@tanstack/react-start": "1" } }',
  });
  expect((await init()).out).toContain('dev --webhook http://127.0.0.1:3000/webhooks/vortex');
});

it('takes a Deno project without a package.json, and a Worker on Hono for Hono', async () => {
  await project({ 'deno.json': '{}' });
  expect((await init()).out).toContain('deno add npm:@vortex/core');
  await project({ 'package.json': JSON.stringify({ dependencies: { hono: '4' } }), 'wrangler.toml': '' });
  const { out } = await init('--dry-run');
  expect(out).toContain('Found Hono');
  expect(out).toContain('http://127.0.0.1:8787/webhooks/vortex');
});

it.each([
  ['next', 'Next.js (JavaScript)', 'npm install @vortex/next', 3000],
  ['nuxt', 'Nuxt (JavaScript)', 'npm install @vortex/nuxt', 3000],
  ['sveltekit', 'SvelteKit (JavaScript)', 'npm install @vortex/core', 5173],
  ['astro', 'Astro (JavaScript)', 'npm install @vortex/core', 4321],
  ['react-router', 'React Router (JavaScript)', 'npm install @vortex/core', 5173],
  ['tanstack-start', 'TanStack Start (JavaScript)', 'npm install @vortex/core', 5173],
  ['solid-start', 'SolidStart (JavaScript)', 'npm install @vortex/core', 5173],
  ['nestjs', 'NestJS (TypeScript)', 'npm install @vortex/nestjs', 3000],
  ['adonisjs', 'AdonisJS (TypeScript)', 'npm install @vortex/core', 3333],
  ['hono', 'Hono (JavaScript)', 'npm install @vortex/hono', 3000],
  ['elysia', 'Elysia (JavaScript)', 'npm install @vortex/core', 3000],
  ['express', 'Express (JavaScript)', 'npm install @vortex/express', 3000],
  ['fastify', 'Fastify (JavaScript)', 'npm install @vortex/fastify', 3000],
  ['koa', 'Koa (JavaScript)', 'npm install @vortex/core', 3000],
  ['hapi', 'hapi (JavaScript)', 'npm install @vortex/core', 3000],
  ['bun', 'Bun.serve (TypeScript)', 'npm install @vortex/core', 3000],
  ['deno', 'Deno.serve (TypeScript)', 'deno add npm:@vortex/core', 8000],
  ['workers', 'Workers (JavaScript)', 'npm install @vortex/core', 8787],
  ['none', 'no known framework (JavaScript)', 'npm install @vortex/core', 3000],
])(
  'for %s it says what it has found, what to install, and the address of the app',
  async (framework, found, command, port) => {
    await project({ 'package.json': '{ "type": "module" }' });
    const { out } = await init('--dry-run', '--framework', framework);
    expect(out.split('\n')[0]).toBe(`Found ${found}.`);
    expect(out).toContain(`1. Install the package:\n       ${command}\n`);
    const address = `127.0.0.1:${port}/webhooks/vortex`;
    expect(out.match(/127\.0\.0\.1:\d+\S*/g)).toEqual([address, address]);
  },
);

it('shows code to paste that is whole', async () => {
  await project({ 'package.json': '{ "type": "module" }' });
  for (const framework of ['bun', 'deno', 'workers']) {
    const { out } = await init('--dry-run', '--framework', framework);
    const code = out.match(/^ {7}(?!npm|npx|deno add).*$/gm)?.join('\n') ?? '';
    await project({ 'pasted.mjs': code });
    await promisify(execFile)(process.execPath, ['--check', join(folder, 'pasted.mjs')]);
    expect(code).toContain(`import { vortex } from './vortex.${framework === 'deno' ? 'ts' : 'js'}';`);
  }
});
