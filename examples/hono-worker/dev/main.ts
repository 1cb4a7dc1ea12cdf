import { Problem } from '@vortex/example-web';
import { flow } from './flow.ts';
import { DEFAULT_EMULATOR_PORT, DEFAULT_PORT, HELP, readCommandLine } from './options.ts';
import { type Stack, startStack } from './stack.ts';

async function main(): Promise<void> {
  const { help, port, emulatorPort, has } = readCommandLine(process.argv.slice(2));
  if (help) return say(HELP);
  const once = has('once');
  const stack = await startStack({
    port: port ?? (once ? 0 : DEFAULT_PORT),
    emulatorPort: emulatorPort ?? (once ? 0 : DEFAULT_EMULATOR_PORT),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stack.close());
  if (once) return runOnce(stack);
  say(`
  Team app         ${stack.worker.url}    a Worker, in workerd
  Vortex emulator  ${stack.emulator.url}/outbox    the mails it would have sent

  Ctrl-C ends it.`);
  if ((await stack.worker.ended) === 'by itself') {
    await stack.close();
    throw new Problem('workerd has ended; the lines above say why.');
  }
}

async function runOnce(stack: Stack): Promise<void> {
  try {
    await flow(stack, (step) => say(`✓ ${step}`));
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await stack.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  // What the person can mend is said in one line; anything else is a fault of ours and needs its stack.
  process.stderr.write(
    `${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
