import type { Invitation } from '../../cloud/wire.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl, type RunningEmulator, runningEmulator } from '../running-emulator.ts';
import { dim, EXIT, table, UsageError } from '../terminal.ts';
import { stateOf } from './state.ts';

const HELP = `vortex invitations list: the invitations of a running emulator, the newest last.

Usage: vortex invitations list [options]

Options:
  --status STATUS  only those of this status: queued, delivered, accepted, deactivated, expired, ...
  --limit N        the newest N (default 50)
${EMULATOR_OPTION}
  --json           whole invitations, as the API answers them
  --help           this text

Exit codes: 0 listed, also when there are none; 2 wrong usage, 4 no emulator answers.

Examples:
  vortex invitations list
  vortex invitations list --status accepted --json | jq -r '.[].id'
`;

/** `vortex invitations list`. */
export const list: Command = {
  summary: 'list them',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: {
        status: { type: 'string' },
        limit: { type: 'string' },
        emulator: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const limit = limitOf(values.limit);
    const all = await readAll(runningEmulator(emulatorUrl(values.emulator)));
    const fitting = all.filter((one) => values.status === undefined || stateOf(one) === values.status);
    const shown = fitting.slice(-limit);
    if (values.json) terminal.out(`${JSON.stringify(shown)}\n`);
    else if (fitting.length === 0) terminal.out(`${noneOf(all, values.status)}\n`);
    else {
      terminal.out(table(terminal, ['ID', 'STATUS', 'TO', 'SCOPE', 'CREATED'], shown.map(rowOf)));
      if (shown.length < fitting.length) {
        terminal.out(`${dim(terminal, `${shown.length} of ${fitting.length}; --limit N shows more.`)}\n`);
      }
    }
    return EXIT.ok;
  },
};

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
  if (all.length === 0) return 'There are none yet.';
  const states = [...new Set(all.map(stateOf))].sort();
  return `None is ${JSON.stringify(status)}. Those that there are: ${states.join(', ')}.`;
}

function rowOf(invitation: Invitation): string[] {
  const { id, target, groups, createdAt } = invitation;
  const to = target.map(({ value }) => value).join(', ') || 'a link';
  return [
    id,
    stateOf(invitation),
    to,
    groups.map(({ type, groupId }) => `${type}/${groupId}`).join(', ') || '-',
    createdAt,
  ];
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return 50;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--limit must be a number from 1; it is ${JSON.stringify(text)}.`);
}
