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

/** The functions with the most time of their own, in percent of the time that was neither idle nor the profile's. */
export function hottest(profile: Profiler.Profile, most = 12): string[] {
  return parts(profile, nameOf).slice(0, most);
}

/** How much of that time was in the code of each package, in Node's own, and in what is not JavaScript. */
export function shares(profile: Profiler.Profile): string {
  return parts(profile, ({ functionName, url }) => {
    if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : 'native code';
    if (url.startsWith('node:')) return 'Node.js';
    const path = fileOf(url);
    const [, ours] = /^packages\/([^/]+)/.exec(path) ?? [];
    return ours === undefined ? path.split('/', path.startsWith('@') ? 2 : 1).join('/') : `@vortex/${ours}`;
  })
    .map((line) => line.trim().replace(/ +/g, ' '))
    .filter((line) => Number.parseFloat(line) >= 0.5)
    .join(', ');
}

/** By name, the most time first: `12.3 %  name`. */
function parts(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  name: (frame: CallFrame) => string,
): string[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const own = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (!frame || IDLE.has(frame.functionName) || frame.url === 'node:inspector') continue;
    const time = timeDeltas[index] ?? 0;
    total += time;
    own.set(name(frame), (own.get(name(frame)) ?? 0) + time);
  }
  return [...own]
    .sort(([, a], [, b]) => b - a)
    .map(([each, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} %  ${each}`);
}

type CallFrame = Profiler.ProfileNode['callFrame'];

const IDLE = new Set(['(idle)', '(root)']);

/** `constructEvent packages/core/dist/index.mjs:210`; files of others by their package, Node's own by their name. */
function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name} ${fileOf(url)}:${lineNumber + 1}`;
}

function fileOf(url: string): string {
  const file = url.startsWith('file:') ? relative(join(home(), '..'), fileURLToPath(url)).split(sep).join('/') : url;
  return file.replace(/^.*node_modules\//, '');
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
