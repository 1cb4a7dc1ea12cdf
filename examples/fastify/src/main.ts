import { Problem } from '@vortex/example-web';
import { isVortexError } from '@vortex/fastify';
import { EMULATOR_PORT, HELP, PORT, readCommandLine } from './options.ts';
import { type Stack, startStack } from './stack.ts';

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options.help) return say(HELP);
  // Somebody who names another Vortex does not want ours.
  const emulator = !options.has('no-emulator') && !process.env.VORTEX_API_BASE_URL;
  const stack = await startStack({
    port: options.port ?? PORT,
    emulatorPort: options.emulatorPort ?? EMULATOR_PORT,
    emulator,
    log: say,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(stack));
  await welcome(stack);
}

async function welcome({ appUrl, vortexUrl, emulator, checkCloud }: Stack): Promise<void> {
  say('');
  say(`  Team app         ${appUrl}    open this one: sign in, invite, accept`);
  if (emulator) {
    say(`  Vortex emulator  ${emulator.url}/outbox    the outbox with the mails, invitations, deliveries`);
  } else {
    say(`  Vortex           ${vortexUrl}    not started by this app`);
    say(`                   let it send webhooks to ${appUrl}/webhooks/vortex and people to ${appUrl}/accept`);
    const cloud = await checkCloud();
    if (!cloud.ok) say(`\n  ! ${cloud.message}`);
  }
  say('\n  Ctrl-C ends it. Webhooks show here as they arrive:\n');
}

async function end(stack: Stack): Promise<void> {
  process.exitCode = 0;
  // A connection that will not close must not keep the terminal.
  setTimeout(() => process.exit(), 3000).unref();
  await stack.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  // What the person can mend is said in one line; anything else is a fault of ours and needs its stack.
  const known = error instanceof Problem || isVortexError(error);
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
