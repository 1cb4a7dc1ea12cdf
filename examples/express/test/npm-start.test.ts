import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const START = fileURLToPath(new URL('../../../scripts/start.mjs', import.meta.url));
const EXAMPLES = readdirSync(new URL('../../', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(({ name }) => name);

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
