import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signedWebhook } from '@vortex/core/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';

const PACKAGES = fileURLToPath(new URL('../../../../', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vortex-init-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function project(manifest: object, files: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [path, content] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** The packages as an installation would have put them. */
async function install(from: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const target = join(folder, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    const source = name.startsWith('@vortex/') ? name.slice('@vortex/'.length) : `${from}/node_modules/${name}`;
    await symlink(join(PACKAGES, source), target);
  }
}

const init = (...args: string[]) => vortex(['init', ...args], { cwd: folder });
const read = (path: string) => readFile(join(folder, path), 'utf8');

it.each([
  ['express', { express: '5' }, ['src/vortex.ts']],
  ['hono', { hono: '4' }, ['src/vortex.ts']],
  [
    'next',
    { next: '16', express: '5' },
    ['src/app/webhooks/vortex/route.ts', 'src/app/api/vortex/[...vortex]/route.ts'],
  ],
  ['nestjs', { '@nestjs/core': '12', express: '5' }, ['src/vortex/vortex.module.ts']],
  ['fastify', { fastify: '5' }, ['src/vortex.ts']],
  ['none', {}, ['src/vortex.ts']],
])('finds %s by its dependencies', async (framework, dependencies, files) => {
  await project({ type: 'module', dependencies }, { 'tsconfig.json': '{}', 'src/index.ts': '' });
  const { code, out, error } = await init('--json');
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    framework,
    language: 'typescript',
    files: [...files, '.env.example'].map((path) => ({ path, written: true })),
  });
});

it('writes JavaScript for a project of CommonJS, which runs and is closed', async () => {
  await project({ dependencies: { express: '5' } });
  expect(await init()).toMatchObject({ code: 0, out: expect.stringContaining("require('./vortex')") });
  await install('express', ['@vortex/express', 'express']);
  const app = createRequire(join(folder, 'package.json'));
  const { vortexApi, vortexWebhooks } = app('./vortex.js');
  const server = app('express')().use(vortexWebhooks).use('/api/vortex', vortexApi).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    const answer = await fetch(`${url}/api/vortex/jwt`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'unauthenticated' }]);
    const forged = signedWebhook('invitation.accepted', { secret: 'whsec_test_forged' });
    process.env.VORTEX_WEBHOOK_SECRET = 'whsec_test_init';
    const { status } = await fetch(`${url}/webhooks/vortex`, { method: 'POST', ...forged });
    expect(status).toBe(401);
  } finally {
    delete process.env.VORTEX_WEBHOOK_SECRET;
    await new Promise((resolve) => server.close(resolve));
  }
});

it('writes options for Fastify that run, are closed and take signed events', async () => {
  await project({ type: 'module', dependencies: { fastify: '5' } });
  expect((await init()).out).toContain('app.register(vortexWebhook, webhookOptions);');
  await install('fastify', ['@vortex/fastify', 'fastify']);
  const { routesOptions, webhookOptions } = await import(/* @vite-ignore */ join(folder, 'vortex.js'));
  const load = createRequire(join(folder, 'package.json'));
  const { vortexRoutes, vortexWebhook } = load('@vortex/fastify');
  const app = load('fastify')();
  app.register(vortexWebhook, webhookOptions);
  app.register(vortexRoutes, { prefix: '/api/vortex', ...routesOptions });
  app.post('/json', (request: { body: unknown }) => request.body);
  process.env.VORTEX_WEBHOOK_SECRET = 'whsec_test_init';
  try {
    const { body, headers } = signedWebhook('invitation.accepted');
    const ask = (url: string, more: object = {}) => app.inject({ method: 'POST', url, ...more });
    expect(await ask('/webhooks/vortex', { body, headers })).toMatchObject({ statusCode: 200 });
    expect(await ask('/webhooks/vortex', { body: `${body} `, headers })).toMatchObject({ statusCode: 401 });
    expect((await ask('/api/vortex/jwt?a=b')).json()).toMatchObject({ code: 'unauthenticated' });
    expect((await ask('/json', { body: { a: 1 } })).json()).toEqual({ a: 1 });
  } finally {
    delete process.env.VORTEX_WEBHOOK_SECRET;
    await app.close();
  }
});

it('overwrites nothing, and says what it kept', async () => {
  await project({ dependencies: { hono: '4' } }, { 'vortex.js': 'mine', 'pnpm-lock.yaml': '' });
  const { code, out } = await init();
  expect(code).toBe(0);
  expect(out).toMatch(/kept\s+vortex\.js/);
  expect(out).toContain('pnpm add @vortex/hono');
  expect(await read('vortex.js')).toBe('mine');
  expect(await read('.env.example')).toContain('VORTEX_API_KEY=\n');
});

it.each([
  ['no lockfile', 'npm install'],
  ['package-lock.json', 'npm install'],
  ['pnpm-lock.yaml', 'pnpm add'],
  ['yarn.lock', 'yarn add'],
  ['bun.lock', 'bun add'],
  ['bun.lockb', 'bun add'],
])('with %s, packages are added by %s', async (lockfile, command) => {
  await project({ dependencies: { hono: '4' } }, lockfile.startsWith('no ') ? {} : { [lockfile]: '' });
  expect((await init('--dry-run')).out).toContain(`${command} @vortex/hono\n`);
});

it('asks for no package that is there', async () => {
  await project({ dependencies: { hono: '4', '@vortex/hono': '1' } });
  expect((await init()).out).toMatch(/1\. Mount it in your app/);
  expect(JSON.parse((await init('--json')).out)).toMatchObject({ framework: 'hono', install: null });
});

it('writes imports as the project needs them', async () => {
  const manifest = { dependencies: { '@nestjs/core': '12' } };
  await project(manifest);
  expect((await init('--dry-run')).out).toContain("from './vortex/vortex.module';");
  await project({ ...manifest, type: 'module' });
  expect((await init('--dry-run')).out).toContain("from './vortex/vortex.module.js';");
});

it('writes nothing in a dry run', async () => {
  await project({});
  const { out } = await init('--dry-run', '--framework', 'next');
  expect(out).toMatch(/would write\s+app\/webhooks\/vortex\/route\.js/);
  await expect(read('.env.example')).rejects.toThrow('ENOENT');
});

it('ends with 2 where it can not know what to do', async () => {
  expect(await init()).toMatchObject({ code: 2, error: expect.stringContaining('there is no package.json here') });
  await project({});
  expect(await init('--framework', 'rails')).toMatchObject({ code: 2, error: expect.stringContaining('"rails"') });
});
