import { setTimeout as sleep } from 'node:timers/promises';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { Problem } from '@vortex/example-web';
import { chaos, table } from './chaos.ts';
import { HELP, readCommandLine } from './options.ts';
import { Progress } from './progress.ts';
import { type Stack, startStack, type Variant } from './stack.ts';

const SECRET = 'whsec_of_the_queue_example';

async function main(): Promise<void> {
  const { help, variant, mode, events } = readCommandLine(process.argv.slice(2));
  if (help) return say(HELP);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
  if (mode === 'chaos') {
    const outcome = await chaos(variant, events, ending.signal);
    say(table(outcome));
    process.exitCode = outcome.exact ? 0 : 1;
    return;
  }
  const stack = await startStack(variant, SECRET);
  // Each event goes to both receivers, as to two endpoints of one app: the second delivery is a duplicate.
  const emulator = await createEmulator({ webhooks: stack.urls.map((url) => ({ url, secret: SECRET })) });
  try {
    say(`
  Receivers        ${stack.urls.join(' and ')}
  Queue            ${variant === 'bullmq' ? 'BullMQ on Redis' : 'pg-boss on Postgres'}
  Vortex emulator  ${emulator.url}    sends each event to both receivers
`);
    if (mode === 'once') await sendAll(stack, emulator, variant, events, ending.signal);
    else await sendForEver(stack, emulator, ending.signal);
  } finally {
    say('Draining: receivers, then the worker, then the servers.');
    await emulator.close();
    await stack.close();
    say('Ended.');
  }
}

/** So many events, and with BullMQ one that its worker can't handle. */
async function sendAll(
  stack: Stack,
  emulator: Emulator,
  variant: Variant,
  events: number,
  signal: AbortSignal,
): Promise<void> {
  for (let i = 0; i < events; i++) emulator.trigger('invitation.accepted', { targetEmail: `person-${i}@example.com` });
  const poison = variant === 'bullmq' ? 1 : 0;
  if (poison) emulator.trigger('invitation.email.bounced');
  const progress = new Progress('handled', events);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !signal.aborted; await sleep(100)) {
    const { events: handled, dead } = await stack.counts();
    progress.show(handled, `dead ${dead}`);
    if (handled >= events && dead >= poison) break;
  }
  progress.end();
  const { rows, events: handled, dead } = await stack.counts();
  say(`${handled} events handled, ${rows} effects, ${dead} on the dead-letter list.`);
  if (!signal.aborted && (handled !== events || rows !== events || dead !== poison)) process.exitCode = 1;
}

async function sendForEver(stack: Stack, emulator: Emulator, signal: AbortSignal): Promise<void> {
  for (let sent = 1; !signal.aborted; sent++) {
    emulator.trigger('invitation.accepted', { targetEmail: `person-${sent}@example.com` });
    await sleep(1_000, undefined, { signal }).catch(() => {});
    const { rows, dead } = await stack.counts();
    const line = `sent ${sent}, handled ${rows}, dead ${dead}`;
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[2K${line}` : `${line}\n`);
  }
  if (process.stdout.isTTY) say('');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  // What the person can mend is said in one line; anything else is a fault of ours and needs its stack.
  const text = error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
