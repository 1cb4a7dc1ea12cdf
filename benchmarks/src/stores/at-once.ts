import type { Case, Target, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';

/** Calls that wait for something else. */
export interface AtOnce {
  readonly name: string;
  readonly concurrency: number;
  /** Calls in a round. */
  readonly count: number;
  readonly sides: Readonly<Record<string, () => Promise<unknown>>>;
  readonly targets?: Readonly<Record<string, Target>>;
}

/** Calls per second when so many are under way at a time. */
export function atOnce(tools: Tools, { name, concurrency, count, sides, targets }: AtOnce): Case {
  const calls = tools.quick ? concurrency : count;
  const sample = (call: () => Promise<unknown>) => async () => {
    const start = performance.now();
    let left = calls;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await call();
    };
    await Promise.all(Array.from({ length: concurrency }, caller));
    return { calls: (calls * 1000) / (performance.now() - start) };
  };
  return samples(tools, {
    name,
    measures: [{ name: 'calls', unit: '/s' }],
    rounds: 15,
    warmUp: 1,
    sides: Object.fromEntries(Object.entries(sides).map(([side, call]) => [side, sample(call)])),
    ...(targets && { targets }),
  });
}
