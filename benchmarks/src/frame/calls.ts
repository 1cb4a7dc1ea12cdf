import type { Case, Side, Target, Tools } from './contest.ts';
import { cpuProfile } from './cpu-profile.ts';

/** Functions that do the same in this process. */
export interface Calls {
  readonly name: string;
  /** Ours first. */
  readonly sides: Readonly<Record<string, () => unknown>>;
  /** Throws unless the answer is right; gets what a side returned, awaited. */
  check(answer: unknown, side: string): void | Promise<void>;
  /** Where one side is asynchronous: every side is awaited. Default: no. */
  readonly awaited?: boolean;
  readonly targets?: Readonly<Record<string, Target>>;
  /** Default 11. */
  readonly rounds?: number;
  /** Milliseconds that a side runs in a round. Default 100. */
  readonly slice?: number;
}

/** A case that counts calls per second. */
export function calls(tools: Tools, options: Calls): Case {
  const { name, sides, check, awaited = false, targets, rounds = 11, slice = 100 } = options;
  const functions = Object.entries(sides);
  const side = ([side, run]: readonly [string, () => unknown]): Side => {
    let batch = 1;
    const during = async (milliseconds: number): Promise<number> =>
      awaited ? awaitedRate(run, batch, milliseconds) : rate(run, batch, milliseconds);
    return {
      async prepare() {
        const answer = run();
        if (answer instanceof Promise && !awaited) throw new Error('It is asynchronous: pass `awaited: true`.');
        await check(await answer, side);
        const warm = tools.quick ? 5 : 300;
        // About a look at the clock each millisecond.
        batch = Math.max(1, Math.round((await during(warm)) / 1000));
        await during(warm / 3);
      },
      sample: async () => ({ calls: await during(tools.quick ? 5 : slice) }),
      profile: (milliseconds) => cpuProfile(() => during(milliseconds)),
    };
  };
  return {
    name,
    measures: [{ name: 'calls', unit: '/s' }],
    sides: Object.fromEntries(functions.map((one) => [one[0], side(one)])),
    ...(targets && { targets }),
    rounds: tools.quick ? 3 : rounds,
  };
}

/** Written and never read, so that no call can be optimized away. */
const sink: { result?: unknown } = {};

function rate(run: () => unknown, batch: number, milliseconds: number): number {
  const start = performance.now();
  let made = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < batch; i++) sink.result = run();
    made += batch;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (made * 1000) / elapsed;
}

async function awaitedRate(run: () => unknown, batch: number, milliseconds: number): Promise<number> {
  const start = performance.now();
  let made = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < batch; i++) sink.result = await run();
    made += batch;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (made * 1000) / elapsed;
}
