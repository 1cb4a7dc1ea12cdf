import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';

const PACKAGES = fileURLToPath(new URL('../../../../', import.meta.url));
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Everybody's strictest settings, since the files land in everybody's projects. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    lib: ['ES2023', 'DOM'],
  },
  include: ['**/*.ts'],
};

const INSTALLED = {
  express: ['@vortex/express', 'express', '@types/express', '@types/node'],
  hono: ['@vortex/hono', 'hono', '@types/node'],
  next: ['@vortex/next', 'next', 'react', '@types/react', '@types/node'],
  nestjs: ['@vortex/nestjs', '@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs', '@types/node'],
  fastify: ['@vortex/fastify', 'fastify', '@types/node'],
  none: ['@vortex/core', '@types/node'],
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vortex-init-'));
});
afterAll(() => rm(root, { recursive: true }));

it('writes files that compile under the strictest settings', { timeout: 120_000 }, async () => {
  for (const [framework, packages] of Object.entries(INSTALLED)) {
    const folder = join(root, framework);
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), '{}');
    expect(await vortex(['init', '--framework', framework], { cwd: folder })).toMatchObject({ code: 0 });
    await install(folder, framework === 'none' ? 'core' : framework, packages);
  }
  const typeRoots = [join(root, 'express/node_modules/@types')];
  const tsconfig = { ...TSCONFIG, compilerOptions: { ...TSCONFIG.compilerOptions, typeRoots } };
  await writeFile(join(root, 'tsconfig.json'), JSON.stringify(tsconfig));
  // A mistake among them, to see that mistakes are found.
  await writeFile(join(root, 'none/wrong.ts'), "import { nothing } from './vortex.js';\nnothing();\n");
  // tsc writes what it finds to standard output.
  const compiled = await promisify(execFile)(process.execPath, [TSC, '-p', '.'], { cwd: root }).catch(
    (failure) => failure,
  );
  expect(compiled.stdout).toMatch(/^none\/wrong\.ts\(1,10\): error TS2305: .*\n$/);
});

/** Links the packages where an installation would have put them. */
async function install(folder: string, from: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const target = join(folder, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    const source = name.startsWith('@vortex/') ? name.slice('@vortex/'.length) : `${from}/node_modules/${name}`;
    await symlink(join(PACKAGES, source), target);
  }
}
