import { readFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { home } from '../home.ts';

/** A function, what it called, and the time that was spent in all of it. */
export interface Frame {
  readonly name: string;
  /** Microseconds. */
  readonly value: number;
  readonly children: readonly Frame[];
}

/** The tree of a CPU profile, the most expensive first. */
export function tree({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Frame {
  const own = new Map<number, number>();
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frame = ({ id, callFrame, children = [] }: Profiler.ProfileNode): Frame => {
    const called = children
      .flatMap((child) => byId.get(child) ?? [])
      .map(frame)
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value);
    const value = called.reduce((sum, child) => sum + child.value, own.get(id) ?? 0);
    return { name: nameOf(callFrame), value, children: called };
  };
  const [root] = nodes;
  if (!root) throw new Error('The profile is empty.');
  return frame(root);
}

/** Where the time went by itself: the functions with the most time of their own, in percent of the time that was neither idle nor the profile's. */
export function hottest({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, most = 12): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const own = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (['(idle)', '(root)'].includes(name) || name.startsWith('post node:inspector')) continue;
    const time = timeDeltas[index] ?? 0;
    total += time;
    own.set(name, (own.get(name) ?? 0) + time);
  }
  return [...own]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`);
}

/** `constructEvent packages/core/dist/index.mjs:210`; files of others by their package, Node's own by their name. */
function nameOf({ functionName, url, lineNumber }: Profiler.ProfileNode['callFrame']): string {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(join(home(), '..'), fileURLToPath(url)).split(sep).join('/') : url;
  return `${name} ${file.replace(/^.*node_modules\//, '')}:${lineNumber + 1}`;
}

/** A page that needs nothing further: a click on a function shows it as wide as the page. */
export async function flameGraph(title: string, profile: Profiler.Profile): Promise<string> {
  // What a name holds must not end the element.
  const data = JSON.stringify(tree(profile)).replaceAll('<', '\\u003c');
  return `<!doctype html>
<meta charset="utf-8">
<title>${title.replaceAll('<', '&lt;')}</title>
<style>body { font: 14px sans-serif; margin: 16px; } #details { min-height: 1.5em; }</style>
<h1>${title.replaceAll('<', '&lt;')}</h1>
<div id="details"></div>
<div id="chart"></div>
<script type="application/json" id="profile">${data}</script>
<script>${await script()}</script>
`;
}

/** `page.js` with everything that it imports. */
async function script(): Promise<string> {
  const bundle = await rolldown({
    input: join(home(), 'src/profile/page.js'),
    platform: 'browser',
    plugins: [
      {
        name: 'styles',
        async load(id) {
          if (!id.endsWith('.css')) return;
          const css = JSON.stringify(await readFile(id, 'utf8'));
          const code = `document.head.append(Object.assign(document.createElement('style'), { textContent: ${css} }));`;
          return { code, moduleType: 'js', moduleSideEffects: true };
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return output[0].code;
}
