import type { Case, Contest, Figures, Tools } from './contest.ts';
import { watchOthers } from './machine-load.ts';
import { type CaseOutcome, caseOutcome, type Outcome } from './outcome.ts';

/** How contests are run. */
export interface PlayOptions {
  readonly quick: boolean;
  /** Called as a contest goes on, with the part of it that is done. */
  readonly onProgress: (part: number, name: string) => void;
  /** Default: what this machine says. */
  readonly watch?: typeof watchOthers;
}

/** Runs one contest, and ends what it has started. */
export async function play(
  contest: Contest,
  { quick, onProgress, watch = watchOthers }: PlayOptions,
): Promise<Outcome> {
  const start = performance.now();
  return withTools(quick, async (tools) => {
    onProgress(0, 'preparing');
    const all = await contest.cases(tools);
    const cases: CaseOutcome[] = [];
    for (const [index, one] of all.entries()) {
      cases.push(await playCase(one, watch, (part) => onProgress((index + part) / all.length, one.name)));
    }
    const { title, about } = contest;
    return { title, about, cases, seconds: (performance.now() - start) / 1000 };
  });
}

/** Gives tools to some work, and closes what it has handed to them. */
export async function withTools<Result>(quick: boolean, work: (tools: Tools) => Promise<Result>): Promise<Result> {
  const closers: (() => unknown)[] = [];
  try {
    return await work({ quick, closing: (close) => void closers.push(close) });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function playCase(
  one: Case,
  watch: typeof watchOthers,
  onProgress: (part: number) => void,
): Promise<CaseOutcome> {
  const { name, sides, rounds } = one;
  const names = Object.keys(sides);
  for (const [side, { prepare }] of Object.entries(sides)) await naming(`${name}, ${side}`, prepare);
  const taken: Record<string, Figures[]> = Object.fromEntries(names.map((side) => [side, []]));
  const others = watch();
  for (let round = 0; round < rounds; round++) {
    // By lot: what runs pays for the garbage of what ran before.
    for (const side of shuffled(names)) {
      await naming(`${name}, ${side}`, async () => taken[side]?.push((await sides[side]?.sample()) ?? {}));
    }
    onProgress((round + 1) / rounds);
  }
  return caseOutcome(one, taken, others());
}

/** Says in an error which case it belongs to. */
async function naming(name: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function shuffled(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ name }) => name);
}
