import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { home } from '../home.ts';
import { flameGraph, hottest, shares, tree } from './flame-graph.ts';

const file = (path: string) => pathToFileURL(join(home(), '..', path)).href;

function node(id: number, functionName: string, url: string, children: number[] = []): Profiler.ProfileNode {
  return { id, children, callFrame: { functionName, url, scriptId: '1', lineNumber: 9, columnNumber: 0 } };
}

/** `verify` takes 30 µs, of which `digest` takes 20; the machine idles for 50. */
const profile: Profiler.Profile = {
  nodes: [
    node(1, '(root)', '', [2, 3, 5]),
    node(2, '(idle)', ''),
    node(3, 'verify', file('packages/core/dist/index.mjs'), [4]),
    node(4, 'digest', file('node_modules/.pnpm/jose@1/node_modules/jose/index.js')),
    node(5, '</script>', ''),
  ],
  startTime: 0,
  endTime: 100,
  samples: [2, 3, 4, 4],
  timeDeltas: [50, 10, 10, 10],
};

test('a frame has the time of all that it called, and what took no time is left out', () => {
  const verify = {
    name: 'verify packages/core/dist/index.mjs:10',
    value: 30,
    children: [{ name: 'digest jose/index.js:10', value: 20, children: [] }],
  };
  expect(tree(profile)).toEqual({
    name: '(root)',
    value: 80,
    children: [{ name: '(idle)', value: 50, children: [] }, verify],
  });
});

test('the hottest functions are told by their own part of the busy time', () => {
  expect(hottest(profile)).toEqual([
    ' 66.7 %  digest jose/index.js:10',
    ' 33.3 %  verify packages/core/dist/index.mjs:10',
  ]);
});

test('the busy time is shared out among packages', () => {
  expect(shares(profile)).toBe('66.7 % jose, 33.3 % @vortex/core');
});

test('a name cannot end the script that holds it', async () => {
  const page = await flameGraph('<one>', { ...profile, samples: [2, 5], timeDeltas: [1, 1] });
  expect(page).toContain('<title>&lt;one></title>');
  expect(page).toContain('"name":"\\u003c/script>"');
});
