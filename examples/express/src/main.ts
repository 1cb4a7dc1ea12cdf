import { Problem } from '@vortex/example-web';
import { isVortexError } from '@vortex/express';
import { runOnce } from './once.ts';
import { DEFAULT_EMULATOR_PORT, DEFAULT_PORT, HELP, readCommandLine } from './options.ts';
import { type Stack, startStack } from './stack.ts';

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options.help) return say(HELP);
  const once = options.has('once');
  // Somebody who names another Vortex does not want ours.
  const emulator = !options.has('no-emulator') && !process.env.VORTEX_API_BASE_URL;
  const stack = await startStack({
    port: options.port ?? (once ? 0 : DEFAULT_PORT),
    emulatorPort: options.emulatorPort ?? (once && emulator ? 0 : DEFAULT_EMULATOR_PORT),
    emulator,
    log: once ? () => {} : say,
  });
  endWith(stack);
  if (once) {
    const ok = await runOnce(stack, say);
    await end(stack, ok ? 0 : 1);
  } else {
    await welcome(stack);
  }
}

async function welcome({ appUrl, cloudUrl, emulator, checkCloud }: Stack): Promise<void> {
  say('');
  say(`  Team app         ${appUrl}    open this one: sign in, invite, accept`);
  if (emulator) {
    say(`  Vortex emulator  ${emulator.url}/outbox    the outbox with the mails, invitations, deliveries`);
  } else {
    say(`  Vortex           ${cloudUrl}    not started by this app`);
    say(`                   let it send webhooks to ${appUrl}/webhooks/vortex and people to ${appUrl}/accept`);
    const cloud = await checkCloud();
    if (!cloud.ok) say(`\n  ! ${cloud.message}`);
  }
  say('\n  Ctrl-C ends it. Webhooks show here as they arrive:\n');
}

/** Ctrl-C and a polite kill close everything. */
function endWith(stack: Stack): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(stack, 0));
}

async function end(stack: Stack, code: number): Promise<void> {
  process.exitCode = code;
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
