import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*'(\.\.?\/[^'?]+)'/g;

test('no package imports a file of another by its path', () => {
  const sources = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mts', '*.mjs'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((file) => existsSync(join(ROOT, file)));
  const found = sources.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)]
      .map(([, path = '']) => normalize(join(dirname(file), path)))
      // The root is no package: its scripts and build settings are everybody's.
      .filter((target) => ![packageOf(file), '.'].includes(packageOf(target)))
      .map((target) => `${file} imports ${target}`),
  );
  expect(sources.length).toBeGreaterThan(500);
  // Vitest's settings turn the emulator's pages into text as its build does.
  expect(found).toEqual(['vitest.config.ts imports packages/emulator/build/page-files.ts']);
});

function packageOf(file: string): string {
  let folder = dirname(file);
  while (folder !== '.' && !existsSync(join(ROOT, folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
