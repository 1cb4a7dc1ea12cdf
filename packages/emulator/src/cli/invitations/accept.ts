import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';
import { asApp, changingClientOf } from './client.ts';

/** `invitations accept`. */
export const accept: Command = command({
  summary: 'accept an invitation',
  about:
    'Accepts an invitation of a running emulator, as your server does when someone has signed up. The events invitation.accepted and member.created are delivered.',
  argument: { name: 'ID', about: "the invitation's id" },
  options: {
    email: { value: 'ADDRESS', about: 'who accepts (default: the person who was invited)' },
    name: { value: 'NAME', about: "that person's name" },
    ...API_KEY,
    ...EMULATOR,
    json: { about: 'the invitation as the API returns it' },
  },
  exits: {
    0: 'accepted',
    1: 'there is no such invitation, or it can no longer be accepted',
    2: 'wrong usage',
    4: 'no emulator answers',
  },
  examples: [
    `${CLI} invitations accept 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8`,
    `${CLI} invitations accept 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8 --email grace@example.com`,
  ],
  async run({ argument: id, options }, terminal) {
    const { vortex } = await changingClientOf(terminal, options);
    const accepted = await asApp(acceptAs(vortex, id, options.email, options.name));
    terminal.out(options.json ? jsonLine(accepted) : `Accepted ${plain(id)}.\n`);
    return EXIT.ok;
  },
});

type Client = Awaited<ReturnType<typeof changingClientOf>>['vortex'];

/** Accepts as somebody, or as the person who was invited. */
export async function acceptAs(
  vortex: Client,
  id: string,
  email?: string | undefined,
  name?: string | undefined,
): ReturnType<Client['acceptInvitation']> {
  const named = name === undefined ? {} : { name };
  if (email !== undefined) return vortex.acceptInvitation(id, { email, ...named });
  const [target] = (await vortex.getInvitation(id)).target ?? [];
  if (target?.type === 'email') return vortex.acceptInvitation(id, { email: target.value, ...named });
  if (target?.type === 'phone' || target?.type === 'sms')
    return vortex.acceptInvitation(id, { phone: target.value, ...named });
  return vortex.acceptInvitation(id, { email: 'grace@example.com', ...named });
}
