import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';

const dist = (entry: string): string => fileURLToPath(new URL(`../dist/${entry}.mjs`, import.meta.url));
const ENTRY = '\0entry';
/** Their size is theirs; what of them a Worker carries is looked at separately. */
const DEPENDENCIES = [/^jose(?:$|\/)/];

interface Bundle {
  readonly code: string;
  /** What it imports when it runs, after bundling. */
  readonly imports: readonly string[];
  readonly modules: readonly string[];
  /** Bytes, minified and compressed. */
  readonly size: number;
}

describe('a Worker that imports', () => {
  test.each(['index', 'variables'])('nothing by name of %s carries nothing: importing does nothing', async (entry) => {
    const { code } = await bundle('', DEPENDENCIES, entry);
    expect(code.replace(/import"(?:hono|hono\/route|jose)";/g, '').trim()).toBe('');
  });

  test('webhooks only carries neither the client nor jose', async () => {
    const { code, modules, imports } = await bundle('vortexWebhook');
    expect(imports).toEqual(['hono']);
    expect(modules.filter((name) => name.includes('/jose/'))).toEqual([]);
    for (const word of ['x-api-key', 'VORTEX_API_KEY', 'generateToken', 'by-scope']) expect(code).not.toContain(word);
    expect(code).toContain('x-vortex-signature');
  });

  test('client and routes carries neither webhooks nor jose', async () => {
    const { code, modules, imports } = await bundle('vortex, vortexRoutes');
    expect(imports).toEqual(['hono']);
    expect(modules.filter((name) => name.includes('/jose/'))).toEqual([]);
    expect(code).not.toContain('x-vortex-signature');
  });

  test('everything imports nothing of Node', async () => {
    const { code, imports } = await bundle('*');
    expect(imports).toEqual(['hono']);
    expect(code).not.toMatch(/\b(?:from|import|require)\s*\(?["'`]node:/);
  });
});

describe('what we add to Hono, minified and compressed, stays within', () => {
  test.each([
    ['vortexWebhook', 11.5],
    ['vortex, vortexRoutes', 25.7],
    ['*', 33],
  ])('%s: %d KB', async (names, kilobytes) => {
    expect((await bundle(names, DEPENDENCIES)).size).toBeLessThanOrEqual(kilobytes * 1024);
  });
});

async function bundle(names: string, external: readonly RegExp[] = [], entry = 'index'): Promise<Bundle> {
  const what = names === '' ? '' : names === '*' ? '* from' : `{ ${names} } from`;
  const bundler = await rolldown({
    input: ENTRY,
    platform: 'neutral',
    external: [/^hono(?:$|\/)/, ...external],
    // Where nothing is taken by name, what `sideEffects` says in package.json is not believed but looked at.
    ...(names === '' && { treeshake: { moduleSideEffects: () => true } }),
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) =>
          id === ENTRY ? `${what === '' ? 'import' : 'export'} ${what} ${JSON.stringify(dist(entry))};` : null,
      },
    ],
  });
  const { output } = await bundler.generate({ format: 'esm', minify: true });
  await bundler.close();
  const [{ code, imports, modules }] = output;
  return {
    code,
    imports: [...imports].sort(),
    modules: Object.entries(modules).flatMap(([name, { renderedLength }]) => (renderedLength > 0 ? [name] : [])),
    size: gzipSync(code, { level: 9 }).byteLength,
  };
}
