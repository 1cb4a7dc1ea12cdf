import type { Invitation } from '../../cloud/wire.ts';
import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf, type RunningEmulator } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readNumber } from '../shell/read.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, table } from '../shell/text.ts';
import { stateOf } from './state.ts';

/** `invitations list`. */
export const list: Command = command({
  summary: 'list invitations',
  about: 'Lists the invitations of a running emulator, newest last.',
  options: {
    status: {
      value: 'STATUS',
      about: 'only invitations with this status: queued, delivered, accepted, deactivated, expired, ...',
    },
    limit: { value: 'N', about: 'how many to list (default 50)', read: readNumber(1, 999_999_999) },
    ...EMULATOR,
    json: { about: 'complete invitations, as the API returns them' },
  },
  exits: { 0: 'listed, even if there are none', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} invitations list`, `${CLI} invitations list --status accepted --json | jq -r '.[].id'`],
  async run({ options: { limit = 50, status, json, ...where } }, terminal) {
    const all = await readAll(emulatorOf(terminal, where));
    const fitting = all.filter((one) => status === undefined || stateOf(one) === status);
    const shown = fitting.slice(-limit);
    if (json) terminal.out(jsonLine(shown));
    else if (fitting.length === 0) terminal.out(`${noneOf(all, status)}\n`);
    else {
      terminal.out(table(terminal, ['ID', 'STATUS', 'TO', 'SCOPE', 'CREATED'], shown.map(rowOf)));
      if (shown.length < fitting.length) {
        terminal.out(`${terminal.styles.dim(`${shown.length} of ${fitting.length}; --limit N shows more.`)}\n`);
      }
    }
    return EXIT.ok;
  },
});

async function readAll(emulator: RunningEmulator): Promise<Invitation[]> {
  const all: Invitation[] = [];
  for (let start: number | null = 0; start !== null; ) {
    const page: { invitations: Invitation[]; next: number | null } = await emulator.ask(
      'GET',
      `/invitations?start=${start}`,
    );
    all.push(...page.invitations);
    start = page.next;
  }
  return all;
}

function noneOf(all: readonly Invitation[], status = ''): string {
  if (all.length === 0) return 'There are no invitations yet.';
  const states = [...new Set(all.map(stateOf))].sort();
  return `No invitation has the status ${JSON.stringify(status)}. The statuses in use are ${states.join(', ')}.`;
}

function rowOf(invitation: Invitation): string[] {
  const { id, target, groups, createdAt } = invitation;
  const to = target.map(({ value }) => value).join(', ') || 'anyone with the link';
  return [
    id,
    stateOf(invitation),
    to,
    groups.map(({ type, groupId }) => `${type}:${groupId}`).join(', ') || '-',
    createdAt,
  ];
}
