import { afterEach } from 'vitest';
import { type Started, start } from './start.ts';

/**
 * A function that starts a program as somebody at a terminal does. What it has started ends with the test.
 *
 * @param main - The path of the program.
 * @param signal - What ends it.
 */
export function startsOf(
  main: string,
  signal: NodeJS.Signals = 'SIGKILL',
): (args: readonly string[], env?: Readonly<Record<string, string>>) => Started {
  const running: Started[] = [];
  afterEach(async () => {
    for (const started of running.splice(0)) await started.end(signal);
  });
  return (args, env) => {
    const started = start(main, args, env);
    running.push(started);
    return started;
  };
}
