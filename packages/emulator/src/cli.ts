#!/usr/bin/env node
import { run } from './cli/run.ts';
import { hasColors, stylesOf } from './cli/shell/styles.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

// The reader has heard enough, as `head` has: end in good order.
process.stdout.on('error', () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  styles: stylesOf(hasColors(process.stdout)),
  errorStyles: stylesOf(hasColors(process.stderr)),
  stopped: stop.signal,
  env: process.env,
  cwd: process.cwd(),
  input: process.stdin,
  keyboard: process.stdin.isTTY === true,
});
