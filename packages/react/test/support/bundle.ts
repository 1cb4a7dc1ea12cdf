import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** The lines of React that are peers. */
export const REACTS = [
  { react: '18', alias: { react: 'react-18', 'react-dom': 'react-dom-18' } },
  { react: '19', alias: {} },
] as const;

/** A page's script from this folder, in one file, with the package as it is built and one line of React. */
export async function bundle(entry: string, react: '18' | '19', mode = 'production'): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL(`../${entry}`, import.meta.url)),
    platform: 'browser',
    // It says that it may lose 'use client', which a page has no need of.
    onLog: () => {},
    resolve: { alias: { ...REACTS.find((one) => one.react === react)?.alias } },
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify(mode) } },
  });
  try {
    const { output } = await build.generate({ format: 'esm' });
    return output[0].code;
  } finally {
    await build.close();
  }
}
