import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { publicPackages } from '../../../scripts/public-packages.mjs';
import { entriesOf, serverConditions } from './entries.ts';
import { nameFiles, namesIn, valuesAmong } from './public-names.ts';

const files = nameFiles().map((file) => ({ ...file, name: basename(file.path) }));

test.each(files)('the names of $name are the committed ones; a removal breaks somebody’s import', ({ path, text }) => {
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
  expect(text, 'If you meant to change them, run: pnpm build && pnpm --filter @vortex/tests-packaging names').toBe(
    committed,
  );
});

test('no package is gone whose names are committed', () => {
  const committed = readdirSync(dirname(files[0]?.path ?? ''));
  expect(files.map(({ name }) => name)).toEqual(committed.sort());
});

describe.each(publicPackages().flatMap((one) => entriesOf(one).map((entry) => ({ ...entry, folder: one.folder }))))(
  '$specifier',
  ({ specifier, folder, types, code, commonJs }) => {
    const declared = namesIn(join(folder, types));

    test('exports what it declares', async () => {
      expect(await exported(specifier, `await import(${JSON.stringify(pathToFileURL(join(folder, code)))})`)).toEqual(
        valuesAmong(declared),
      );
    });

    if (commonJs) {
      test('declares and exports the same in CommonJS', async () => {
        expect(namesIn(join(folder, commonJs.types))).toEqual(declared);
        expect(await exported(specifier, `require(${JSON.stringify(join(folder, commonJs.code))})`)).toEqual(
          valuesAmong(declared),
        );
      });
    }
  },
);

/** The names of a module in a process of its own. */
async function exported(specifier: string, module: string): Promise<string[]> {
  const program = `import { createRequire } from 'node:module';
    const require = createRequire(${JSON.stringify(import.meta.url)});
    console.log(JSON.stringify(Object.keys(${module}).sort()));`;
  const args = [...serverConditions(specifier), '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}
