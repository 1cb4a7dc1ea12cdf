import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';

/** The built package with the part of core that it uses, as a page loads it; React apart. */
async function bundled(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('../dist/index.mjs', import.meta.url)),
    platform: 'browser',
    external: ['react'],
    onLog: () => {},
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  expect(output).toHaveLength(1);
  return output[0].code;
}

describe('what a page loads', () => {
  test('weighs 4 KB at most, minified and gzipped, with the client that it is made of', async () => {
    expect(gzipSync(await bundled(), { level: 9 }).length).toBeLessThanOrEqual(4096);
  });

  test('has nothing of a server in it: no key, no signing, no environment', async () => {
    const code = await bundled();
    for (const word of ['VRTX', 'x-api-key', 'VORTEX_', 'generateToken', 'createHmac', 'process']) {
      expect(code).not.toContain(word);
    }
    expect(code).toContain('/api/vortex');
  });
});
