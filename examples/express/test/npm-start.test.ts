import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const START = fileURLToPath(new URL('../../../scripts/start.mjs', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../', import.meta.url));
/** Those that are an app to start. */
const EXAMPLES = globSync(`${FOLDER}*/package.json`)
  .filter((path) => JSON.parse(readFileSync(path, 'utf8')).scripts.start !== undefined)
  .map((path) => basename(dirname(path)));

it('lists every example when it is given an unknown name', async () => {
  const ran = await new Promise<{ code: number | null; error: string }>((resolve) => {
    const child = execFile(process.execPath, [START, 'nxt'], (_failure, _out, error) =>
      resolve({ code: child.exitCode, error }),
    );
  });
  expect(ran.code).toBe(2);
  expect(ran.error).toContain('There is no example named "nxt".');
  expect(EXAMPLES).toContain('next');
  for (const name of EXAMPLES) expect(ran.error).toContain(`  npm start -- ${name}\n`);
});
