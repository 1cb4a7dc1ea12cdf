import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';
import { asApp, changingClientOf } from './client.ts';

/** `invitations revoke`. */
export const revoke: Command = command({
  summary: 'revoke an invitation',
  about: 'Revokes an invitation of a running emulator, as your server does: its link no longer works.',
  argument: { name: 'ID', about: "the invitation's id" },
  options: { ...API_KEY, ...EMULATOR, json: { about: '{ id }' } },
  exits: {
    0: 'revoked, or was revoked before',
    1: 'there is no such invitation, or it was accepted',
    2: 'wrong usage',
    4: 'no emulator answers',
  },
  examples: [`${CLI} invitations revoke 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8`],
  async run({ argument: id, options }, terminal) {
    const { vortex } = await changingClientOf(terminal, options);
    await asApp(vortex.revokeInvitation(id));
    terminal.out(options.json ? jsonLine({ id }) : `Revoked ${plain(id)}.\n`);
    return EXIT.ok;
  },
});
