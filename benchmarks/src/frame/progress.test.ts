import { expect, test } from 'vitest';
import { progress } from './progress.ts';

function written(isTTY: boolean): { readonly text: () => string; readonly stream: Parameters<typeof progress>[1] } {
  let text = '';
  const write = (chunk: string | Uint8Array) => {
    text += chunk;
    return true;
  };
  return { text: () => text, stream: { isTTY, columns: 60, write } };
}

test('a terminal has one line that says how much is done and how long the rest takes', () => {
  const { text, stream } = written(true);
  const shown = progress({ tokens: 30, hono: 90 }, stream);
  shown.report('tokens', 0, 'preparing');
  expect(text()).toBe('\r\u001b[K░░░░░░░░░░░░░░░░░░░░░░░░ 2 min left, tokens: preparing');
  shown.report('hono', 0, 'webhook route, 32 connections, and a name that is too long');
  expect(text().split('\r\u001b[K').at(-1)).toMatch(/^██████░{18} .* left, hono: webhook/);
  for (const line of text().split('\r\u001b[K')) expect(line.length).toBeLessThan(60);
  expect(text()).not.toContain('\n');
  shown.end();
  expect(text().endsWith('\r\u001b[K')).toBe(true);
});

test('elsewhere there is a line for each contest', () => {
  const { text, stream } = written(false);
  const shown = progress({ tokens: 30, hono: 90 }, stream);
  for (const part of [0, 0.5, 1]) shown.report('tokens', part, 'sign');
  shown.report('hono', 0, 'webhook route');
  expect(text()).toMatch(/^tokens \(1 of 2, about 2 min left\)\nhono \(2 of 2, about .* left\)\n$/);
});
