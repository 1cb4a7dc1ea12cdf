import { Problem } from '@vortex/example-web';
import { EMULATOR_PORT, HELP, PORT, readCommandLine } from './options.ts';
import { startStack } from './stack.ts';

async function main(): Promise<void> {
  const { help, port = PORT, emulatorPort = EMULATOR_PORT, has } = readCommandLine(process.argv.slice(2));
  if (help) return say(HELP);
  const dev = has('dev');
  // Before there is anything to close, ending is enough.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
  say(dev ? 'Starting next dev ...' : 'Building the app, which takes about 15 s ...');
  const { appUrl, emulator, app } = await startStack({ port, emulatorPort, dev });
  say('');
  say(`  Team app         ${appUrl}    open this one: sign in, invite, accept`);
  say(`  Vortex emulator  ${emulator.url}/outbox    the outbox with the mails, invitations, deliveries`);
  say('\n  Ctrl-C ends it. Webhooks show here as they arrive:\n');
  process.exitCode = (await app.ended) ?? 1;
  await emulator.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  // What the person can mend is said in one line; anything else is a fault of ours and needs its stack.
  process.stderr.write(
    `${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
