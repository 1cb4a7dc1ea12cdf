import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readNumber, readOneOf } from '../shell/read.ts';
import { EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine, table } from '../shell/text.ts';
import type { ShownDelivery } from './shown.ts';

const readStatus = readOneOf(['pending', 'delivered', 'failed']);

/** `deliveries list`. */
export const list: Command = command({
  summary: 'list deliveries',
  about: 'Lists the newest webhook deliveries of a running emulator, the newest last.',
  options: {
    status: {
      value: 'STATUS',
      about: 'only those that are pending, delivered or failed',
      read: readStatus,
    },
    type: { value: 'TYPE', about: 'only those of this event type' },
    limit: { value: 'N', about: 'the newest N (default 20)', read: readNumber(1, 100) },
    ...EMULATOR,
    json: { about: 'whole deliveries with their events and attempts' },
  },
  exits: { 0: 'listed, also when there are none', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} deliveries list`, `${CLI} deliveries list --status failed --json | jq -r '.[].id'`],
  async run({ options: { status, type, limit = 20, json, ...where } }, terminal) {
    const { deliveries } = await emulatorOf(terminal, where).ask<{ deliveries: ShownDelivery[] }>('GET', '/deliveries');
    const fitting = deliveries.filter(
      (one) => (status === undefined || one.status === status) && (type === undefined || one.type === type),
    );
    const shown = fitting.slice(-limit);
    if (json) terminal.out(jsonLine(shown));
    else if (shown.length === 0)
      terminal.out(deliveries.length === 0 ? 'There are none yet.\n' : 'There are none like this.\n');
    else terminal.out(rows(shown, terminal));
    return EXIT.ok;
  },
});

function rows(deliveries: readonly ShownDelivery[], terminal: Terminal): string {
  const { green, red, yellow } = terminal.styles;
  const colors = { delivered: green, failed: red, pending: yellow };
  return table(
    terminal,
    ['ID', 'STATUS', 'ANSWER', 'EVENT', 'TO'],
    deliveries.map(({ id, status, attempts, type, url }) => {
      const last = attempts.at(-1);
      const answer = last === undefined ? '-' : String(last.status ?? last.error);
      return [id, status, attempts.length > 1 ? `${answer} (attempt ${attempts.length})` : answer, type, url];
    }),
    (cell, column) => {
      const color = column === 1 ? Object.entries(colors).find(([status]) => status === cell.trim())?.[1] : undefined;
      return color ? color(cell) : cell;
    },
  );
}
