import { styleText } from 'node:util';
import { StepFailed } from '@vortex/example-web';
import { flow } from './flow.ts';
import type { Stack } from './stack.ts';

/** The longest that the whole flow may take, in milliseconds. */
const DEADLINE = 60_000;

/** Runs one named step; what it notes is printed below its name once it has succeeded. */
export type Step = <Result>(name: string, work: (note: Note) => Promise<Result>) => Promise<Result>;
export type Note = (label: string, value: string) => void;

/** Drives the whole flow over HTTP and prints each step with its values; false when one fails. */
export async function runOnce(stack: Stack, say: (line: string) => void): Promise<boolean> {
  const started = performance.now();
  let done = 0;
  const step: Step = async (name, work) => {
    const notes: string[] = [];
    try {
      const result = await work((label, value) => notes.push(`    ${styleText('dim', label.padEnd(11))} ${value}`));
      say([`${styleText('green', '✓')} ${styleText('bold', name)}`, ...notes].join('\n'));
      done += 1;
      return result;
    } catch (error) {
      const reason = error instanceof StepFailed ? error.message : error instanceof Error ? error.stack : String(error);
      say([`${styleText('red', '✗')} ${styleText('bold', name)}`, ...notes, `    ${reason}`].join('\n'));
      say(`\nFailed: step ${done + 1}, "${name}".`);
      throw new StepFailed(name);
    }
  };
  say('Vortex on Express: the whole flow by itself, over HTTP\n');
  try {
    await flow(stack, step, AbortSignal.timeout(DEADLINE));
  } catch (error) {
    if (error instanceof StepFailed) return false;
    throw error;
  }
  say(`\nDone: ${done} steps in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return true;
}
