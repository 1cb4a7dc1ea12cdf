import { setTimeout as sleep } from 'node:timers/promises';
import { Progress } from './progress.ts';
import { FORGED, type Plan, type Sent, send } from './sender.ts';
import { type Counts, type Stack, startAgain, startStack, type Variant } from './stack.ts';

const SECRET = 'whsec_of_the_chaos_run';
/** How long nothing may happen before what is missing counts as lost, in milliseconds. */
const PATIENCE = 60_000;

/** What came of a chaos run. */
export interface Outcome {
  readonly sent: Sent;
  readonly kills: Readonly<Record<string, number>>;
  readonly counts: Counts;
  /** Effects of events with a wrong signature. */
  readonly forged: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Whether each event's effect happened once, and no other. */
  readonly exact: boolean;
}

/**
 * Sends events while receivers, worker and servers are killed with SIGKILL and started again, one after the other, and
 * counts the effects in the database.
 */
export async function chaos(variant: Variant, events: number, signal: AbortSignal): Promise<Outcome> {
  const plan: Plan = { events, duplicates: Math.round(events * 0.1), forged: Math.round(events * 0.05) };
  const started = performance.now();
  // More tries than kills: what is away comes back.
  const stack = await startStack(variant, SECRET, { ATTEMPTS: '1000' });
  signal.addEventListener('abort', () => void stack.close().then(() => process.exit(130)));
  try {
    const killing = new AbortController();
    const kills: Record<string, number> = {};
    const killer = killOneAfterTheOther(stack, kills, killing.signal);
    const progress = new Progress('sent', plan.events + plan.duplicates + plan.forged);
    const sent = await send(plan, stack.urls, SECRET, ({ delivered, duplicates, refused, retried }) =>
      progress.show(delivered + duplicates + refused, `retried ${retried}, killed ${total(kills)}`),
    );
    progress.end();
    // What waits on the queue is worked off under fire too, but for the last tenth.
    await effectsOf(stack, plan.events, 0.9);
    killing.abort();
    await killer;
    await effectsOf(stack, plan.events, 1);
    // A moment more, for one too many: a lease and a stalled job end within it.
    await sleep(6_000);
    const counts = await stack.counts();
    const forged = (await stack.counts(`${FORGED}%`)).rows;
    const exact = counts.rows === events && counts.events === events && counts.dead === 0 && forged === 0;
    const seconds = (performance.now() - started) / 1000;
    return { sent, kills, counts, forged, refused: Object.fromEntries(stack.refused), seconds, exact };
  } finally {
    await stack.close();
  }
}

async function killOneAfterTheOther(stack: Stack, kills: Record<string, number>, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    // Drawn, so that it falls into every step sooner or later.
    await sleep(200 + Math.random() * 800, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const names = Object.keys(stack.parts);
    const name = names[turn % names.length] ?? '';
    const part = stack.parts[name];
    if (!part) return;
    await part.kill();
    kills[name] = (kills[name] ?? 0) + 1;
    await sleep(Math.random() * 500);
    await startAgain(part);
  }
}

/** Waits until this share of the events has its effect, or nothing has happened for long. */
async function effectsOf(stack: Stack, events: number, share: number): Promise<void> {
  const progress = new Progress('effects', events);
  const enough = Math.ceil(events * share);
  let counts: Counts = { rows: 0, events: 0, dead: 0 };
  for (
    let since = Date.now();
    counts.events + counts.dead < enough && Date.now() - since < PATIENCE;
    await sleep(200)
  ) {
    // The database may be the one that is away.
    const now = await stack.counts().catch(() => counts);
    if (now.rows !== counts.rows || now.dead !== counts.dead) since = Date.now();
    counts = now;
    progress.show(counts.events);
  }
  progress.end();
}

function total(kills: Readonly<Record<string, number>>): number {
  return Object.values(kills).reduce((sum, count) => sum + count, 0);
}

/** As lines for the terminal. */
export function table({ sent, kills, counts, forged, refused, seconds, exact }: Outcome): string {
  const listed = (record: Readonly<Record<string, number>>): string =>
    Object.entries(record)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const rows: [string, string | number][] = [
    ['answered 200', sent.delivered],
    ['answered 200, duplicate', sent.duplicates],
    ['refused for their signature', sent.refused],
    ['attempts made again', sent.retried],
    ['refusals by code', listed(refused)],
    ['killed with SIGKILL', listed(kills)],
    ['events with their effect', counts.events],
    ['rows of effects', counts.rows],
    ['effects of forged events', forged],
    ['on the dead-letter list', counts.dead],
    ['seconds', seconds.toFixed(1)],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(28)} ${value.toLocaleString('en-US')}`);
  return [...lines, exact ? '\nEach event once, and no other.' : '\nNOT each event once.'].join('\n');
}
