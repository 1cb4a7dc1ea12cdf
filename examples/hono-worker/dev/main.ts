import { parseArgs } from 'node:util';
import { flow } from './flow.ts';
import { startStack } from './stack.ts';

const HELP = `A small team app as a Worker, in workerd, with the Vortex emulator.

  --once                     go through the whole flow over HTTP, print each step, and end
  --port <number>            the Worker's port (8787; 0 takes a free one)
  --emulator-port <number>   the emulator's port (4400; 0 takes a free one)
  --help                     this text
`;

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    port: { type: 'string' },
    'emulator-port': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run(values.once);

async function run(once: boolean): Promise<void> {
  const stack = await startStack({
    port: Number(values.port ?? (once ? 0 : 8787)),
    emulatorPort: Number(values['emulator-port'] ?? (once ? 0 : 4400)),
  });
  if (once) {
    try {
      await flow(stack, (step) => say(`✓ ${step}`));
    } catch (error) {
      say(`✗ ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    } finally {
      await stack.close();
    }
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stack.close());
  say(`
  Team app         ${stack.worker.url}    a Worker, in workerd
  Vortex emulator  ${stack.emulator.url}/outbox    the mails it would have sent

  Ctrl-C ends it.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
