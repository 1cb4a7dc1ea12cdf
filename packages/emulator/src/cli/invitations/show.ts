import { Vortex } from '@vortex/core';
import { onlyArgument, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl } from '../running-emulator.ts';
import { apiKeyFor } from '../secrets.ts';
import { EXIT, fields } from '../terminal.ts';
import { moment } from '../time.ts';
import { stateOf } from './state.ts';

const HELP = `vortex invitations show: all that is known of one invitation, asked for as your server would.

Usage: vortex invitations show ID [options]

Options:
${EMULATOR_OPTION}
  --api-key KEY    the key to ask with (default VORTEX_API_KEY, else the emulator's)
  --json           the invitation as the API answers it
  --help           this text

Exit codes: 0 shown, 1 there is none with this id or the key is refused, 2 wrong usage, 4 nobody answers.

Examples:
  vortex invitations show 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8
  vortex invitations show 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8 --json
`;

/** `vortex invitations show`. */
export const show: Command = {
  summary: 'show one',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { emulator: { type: 'string' }, 'api-key': { type: 'string' }, json: { type: 'boolean' } },
    });
    const id = onlyArgument(positionals, "an invitation's id");
    const vortex = new Vortex({
      apiKey: apiKeyFor(values['api-key'], terminal),
      baseUrl: emulatorUrl(values.emulator),
      maxRetries: 0,
    });
    const invitation = await vortex.getInvitation(id);
    if (values.json) {
      terminal.out(`${JSON.stringify(invitation)}\n`);
      return EXIT.ok;
    }
    const { target, createdAt, expires, shortLink, accepts } = { ...invitation, ...linkOf(invitation) };
    terminal.out(
      fields(terminal, [
        ['id', invitation.id],
        ['status', stateOf(invitation)],
        ['to', (target ?? []).map(({ type, value }) => `${type} ${value}`).join('\n') || 'whoever has the link'],
        ['scopes', (invitation.groups ?? []).map(({ type, groupId }) => `${type}/${groupId}`).join('\n') || 'none'],
        ['inviter', invitation.foreignCreatorId ?? 'unknown'],
        ['created', moment(new Date(createdAt))],
        ['expires', expires ? moment(new Date(expires)) : 'never'],
        ['link', shortLink],
        ['clicks', String(invitation.clickThroughs)],
        ['accepted', accepts?.length ? JSON.stringify(accepts, null, 2) : 'not yet'],
      ]),
    );
    return EXIT.ok;
  },
};

/** The API answers it; the documented type does not name it. */
function linkOf(invitation: object): { readonly shortLink: string } {
  return { shortLink: 'shortLink' in invitation ? String(invitation.shortLink) : 'not told' };
}
