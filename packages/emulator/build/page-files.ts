import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/**
 * Lets the server's sources import what the browser is sent as a string: `./page.css?text` is the file itself,
 * `./live.ts?script` is that module compiled and bundled with what it imports. One plugin for tsdown and for vitest, so
 * that a test of the sources sends the browser what the published package does.
 */
export function pageFiles(): Plugin {
  return {
    name: 'page-files',
    resolveId(id, importer) {
      const query = ['?text', '?script'].find((end) => id.endsWith(end));
      if (query === undefined || importer === undefined) return null;
      // With "#": Vite takes every id with ".css" before its end or a "?" for a style sheet.
      return `\0${resolve(dirname(importer), id.slice(0, -query.length))}#${query.slice(1)}`;
    },
    async load(id) {
      const [, path, query] = /^\0(.+)#(text|script)$/.exec(id) ?? [];
      if (path === undefined) return null;
      this.addWatchFile(path);
      const text = query === 'script' ? await bundled(path) : await readFile(path, 'utf8');
      return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' };
    },
  };
}

async function bundled(path: string): Promise<string> {
  const build = await rolldown({ input: path, platform: 'browser', plugins: [pageFiles()] });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true });
    return output[0].code;
  } finally {
    await build.close();
  }
}
