import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { fields, jsonLine } from '../shell/text.ts';
import { moment } from '../shell/time.ts';
import { asApp, clientOf } from './client.ts';
import { stateOf } from './state.ts';

/** `invitations show`. */
export const show: Command = command({
  summary: 'show one invitation',
  about: 'Shows everything about one invitation, as your server would read it.',
  argument: { name: 'ID', about: "an invitation's id" },
  options: { ...API_KEY, ...EMULATOR, json: { about: 'the invitation as the API returns it' } },
  exits: {
    0: 'shown',
    1: 'there is no such invitation, or the key is refused',
    2: 'wrong usage',
    4: 'no emulator answers',
  },
  examples: [
    `${CLI} invitations show 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8`,
    `${CLI} invitations show 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8 --json`,
  ],
  async run({ argument: id, options }, terminal) {
    const { vortex } = await clientOf(terminal, options);
    const invitation = await asApp(vortex.getInvitation(id));
    if (options.json) {
      terminal.out(jsonLine(invitation));
      return EXIT.ok;
    }
    const { target, createdAt, expires, shortLink, accepts } = { ...invitation, ...linkOf(invitation) };
    terminal.out(
      fields(terminal, [
        ['id', invitation.id],
        ['status', stateOf(invitation)],
        ['to', (target ?? []).map(({ type, value }) => `${type} ${value}`).join('\n') || 'anyone with the link'],
        ['scopes', (invitation.groups ?? []).map(({ type, groupId }) => `${type}:${groupId}`).join('\n') || 'none'],
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
});

/** The API answers it; the documented type does not name it. */
function linkOf(invitation: object): { readonly shortLink: string } {
  return { shortLink: 'shortLink' in invitation ? String(invitation.shortLink) : 'unknown' };
}
