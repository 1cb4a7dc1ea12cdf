import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/**
 * What code weighs in a bundle.
 *
 * @param app - Folder that its imports resolve from.
 * @param code - A module.
 * @param carried - Whether a package is in the bundle, by its name.
 * @returns Bytes, minified and gzipped.
 */
export async function weigh(app: string, code: string, carried: (name: string) => boolean): Promise<number> {
  const entry = join(app, 'weighed.mjs');
  const bundle = await rolldown({
    input: entry,
    cwd: app,
    platform: 'neutral',
    resolve: {
      // As Next asks for server code; elsewhere `server-only` throws and takes the rest with it.
      conditionNames: ['react-server', 'import', 'default'],
      mainFields: ['module', 'main'],
    },
    external: (id) => /^[@\w]/.test(id) && id !== entry && !carried(packageOf(id)),
    plugins: [
      { name: 'weighed', load: (id) => (id === entry ? code : null), resolveId: (id) => (id === entry ? id : null) },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const text = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
  return gzipSync(text, { level: 9 }).length;
}

/** `hono` of `hono/cookie`, `@vortex/core` of `@vortex/core/fetch`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
