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
  about: 'Lists the latest webhook deliveries of a running emulator, newest last.',
  options: {
    status: {
      value: 'STATUS',
      about: 'only pending, delivered or failed deliveries',
      read: readStatus,
    },
    type: { value: 'TYPE', about: 'only deliveries of this event type' },
    limit: { value: 'N', about: 'how many to list (default 20)', read: readNumber(1, 100) },
    ...EMULATOR,
    json: { about: 'complete deliveries with their events and attempts' },
  },
  exits: { 0: 'listed, even if there are none', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} deliveries list`, `${CLI} deliveries list --status failed --json | jq -r '.[].id'`],
  async run({ options: { status, type, limit = 20, json, ...where } }, terminal) {
    const { deliveries } = await emulatorOf(terminal, where).ask<{ deliveries: ShownDelivery[] }>('GET', '/deliveries');
    const fitting = deliveries.filter(
      (one) => (status === undefined || one.status === status) && (type === undefined || one.type === type),
    );
    const shown = fitting.slice(-limit);
    if (json) terminal.out(jsonLine(shown));
    else if (shown.length === 0)
      terminal.out(deliveries.length === 0 ? 'There are no deliveries yet.\n' : 'No deliveries match.\n');
    else terminal.out(rows(shown, terminal));
    return EXIT.ok;
  },
});

/** The endpoint is named where there are several: beside an id of 36 characters, a terminal has no room for one URL. */
function rows(deliveries: readonly ShownDelivery[], terminal: Terminal): string {
  const { green, red, yellow } = terminal.styles;
  const colors = { delivered: green, failed: red, pending: yellow };
  const endpoints = new Set(deliveries.map(({ url }) => url));
  return table(
    terminal,
    ['ID', 'EVENT', 'STATUS', ...(endpoints.size > 1 ? ['TO'] : [])],
    deliveries.map(({ id, status, attempts, type, url }) => {
      const last = attempts.at(-1);
      const answer = last === undefined ? '' : ` ${last.status ?? last.error}`;
      const attempt = attempts.length > 1 ? ` (attempt ${attempts.length})` : '';
      return [id, type, `${status}${answer}${attempt}`, ...(endpoints.size > 1 ? [url] : [])];
    }),
    (cell, column) => {
      const color = column === 2 ? Object.entries(colors).find(([status]) => cell.startsWith(status))?.[1] : undefined;
      return color ? color(cell) : cell;
    },
  );
}
