import { expect, test } from 'vitest';
import { calls } from './calls.ts';
import type { Case, Contest } from './contest.ts';
import { play } from './play.ts';

const options = { quick: true, onProgress: () => {}, watch: () => () => 0 };

function contest(cases: Contest['cases']): Contest {
  return { title: 'T', about: 'A.', peers: [], seconds: 1, cases };
}

/** A case whose sides return what they are given, one figure a round. */
function given(figures: Readonly<Record<string, readonly number[]>>, more: Partial<Case> = {}): Case {
  const sides = Object.entries(figures).map(([name, each]) => {
    const left = [...each];
    return [name, { prepare: () => {}, sample: () => ({ figure: left.shift() ?? Number.NaN }) }] as const;
  });
  const rounds = Math.max(...Object.values(figures).map(({ length }) => length));
  return { name: 'one', measures: [{ name: 'figure', unit: 'ms' }], sides: Object.fromEntries(sides), rounds, ...more };
}

async function outcome(one: Case) {
  const { cases } = await play(
    contest(() => [one]),
    options,
  );
  return cases[0]?.sides ?? [];
}

test('figures are medians with their quartiles', async () => {
  const [ours] = await outcome(given({ ours: [9, 1, 5, 3, 7] }));
  expect(ours?.figures.figure).toEqual({ median: 5, low: 3, high: 7 });
});

test('a ratio is the median of the ratios in each round, not the ratio of the medians', async () => {
  const [, other] = await outcome(given({ ours: [1, 2, 10], other: [3, 2, 20] }));
  expect(other?.ratio?.median).toBe(2);
});

test.each([
  ['of a cost, at least, says how many times the cost of ours the other has', 'ms', { atLeast: 2 }, 2, 'met'],
  ['of a cost, at most, says how many times the cost of the other ours has', 'ms', { atMost: 0.4 }, 0.5, 'missed'],
  ['of a rate, at least, says how many times as fast ours is', '/s', { atLeast: 0.6 }, 0.5, 'missed'],
  ['of a rate, at most, says how many times as long ours takes', '/s', { atMost: 2 }, 2, 'met'],
] as const)('a ratio %s', async (_, unit, target, ratio, verdict) => {
  const figures = { ours: [10, 10, 10], other: [20, 20, 20] };
  const [, other] = await outcome(given(figures, { measures: [{ name: 'figure', unit }], targets: { other: target } }));
  expect(other?.ratio?.median).toBe(ratio);
  expect(other?.verdict).toBe(verdict);
});

test('rounds that differ too much get no verdict', async () => {
  const figures = { ours: [10, 10, 10, 10], other: [20, 40, 80, 10] };
  const [, other] = await outcome(given(figures, { targets: { other: { atLeast: 1 } } }));
  expect(other?.verdict).toBe('noisy');
});

test('a machine that others keep busy gets no verdict', async () => {
  const one = given({ ours: [10, 10], other: [20, 20] }, { targets: { other: { atLeast: 1 } } });
  const { cases } = await play(
    contest(() => [one]),
    { ...options, watch: () => () => 0.5 },
  );
  expect(cases[0]).toMatchObject({ others: 0.5, sides: [{}, { verdict: 'noisy' }] });
});

test('a bound needs no other side', async () => {
  const [ours] = await outcome(given({ ours: [11] }, { bound: 10 }));
  expect(ours).toMatchObject({ target: { bound: 10 }, verdict: 'missed' });
});

test('in each round every side runs once, in an order drawn by lot', async () => {
  const order: string[] = [];
  const side = (name: string) => ({ prepare: () => {}, sample: () => ({ figure: order.push(name) }) });
  await outcome({ ...given({}), rounds: 40, sides: { ours: side('ours'), other: side('other') } });
  const rounds = Array.from({ length: 40 }, (_, round) => order.slice(2 * round, 2 * round + 2).join());
  expect(new Set(rounds)).toEqual(new Set(['ours,other', 'other,ours']));
});

test('a wrong answer ends the contest, with the name of the side', async () => {
  const check = (answer: unknown) => {
    if (answer !== 'right') throw new Error(`The answer is ${answer}.`);
  };
  const run = play(
    contest((tools) => [calls(tools, { name: 'one', sides: { ours: () => 'right', other: () => 'wrong' }, check })]),
    options,
  );
  await expect(run).rejects.toThrow('one, other: The answer is wrong.');
});

test('what a contest has started is closed in reverse order, also when it fails', async () => {
  const closed: string[] = [];
  const run = play(
    contest((tools) => {
      for (const name of ['server', 'client']) tools.closing(() => closed.push(name));
      throw new Error('broken');
    }),
    options,
  );
  await expect(run).rejects.toThrow('broken');
  expect(closed).toEqual(['client', 'server']);
});

test.each([
  ['synchronous', { awaited: false, other: () => 1 }],
  ['asynchronous', { awaited: true, other: async () => 1 }],
])('calls count %s functions', async (_, { awaited, other }) => {
  const sides = { ours: () => 1, other };
  const { cases } = await play(
    contest((tools) => [calls(tools, { name: 'one', sides, awaited, check: (answer) => expect(answer).toBe(1) })]),
    options,
  );
  for (const { figures } of cases[0]?.sides ?? []) expect(figures.calls?.median).toBeGreaterThan(1000);
});

test('a promise that nobody awaits is not timed', async () => {
  const sides = { ours: () => 1, other: async () => 1 };
  const run = play(
    contest((tools) => [calls(tools, { name: 'one', sides, check: () => {} })]),
    options,
  );
  await expect(run).rejects.toThrow('one, other: It is asynchronous');
});
