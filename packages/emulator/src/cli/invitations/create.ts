import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readScope } from '../shell/read.ts';
import { EXIT, UsageError } from '../shell/terminal.ts';
import { fields, jsonLine } from '../shell/text.ts';
import { asApp, changingClientOf } from './client.ts';

/** `invitations create`. */
export const create: Command = command({
  summary: 'invite someone',
  about:
    'Invites someone in a running emulator, as your server does. The email is in its outbox, and events are delivered.',
  options: {
    email: { value: 'ADDRESS', about: 'whom to invite, by email' },
    phone: { value: 'NUMBER', about: 'whom to invite, by phone number' },
    user: { value: 'ID', about: 'whom to invite, by the id of a user of your app' },
    scope: { value: 'TYPE:ID', about: 'what to invite them to, such as team:42', read: readScope },
    scopeName: { value: 'NAME', about: "the scope's name, for the email" },
    inviter: { value: 'ID', about: 'the id of the user who invites (default user-1)' },
    inviterName: { value: 'NAME', about: "that user's name, for the email" },
    component: { value: 'ID', about: "the component's id (default component-1)" },
    ...API_KEY,
    ...EMULATOR,
    json: { about: "the API's response" },
  },
  stray: 'email',
  exits: { 0: 'created', 1: 'refused', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [
    `${CLI} invitations create --email grace@example.com`,
    `${CLI} invitations create --email grace@example.com --scope team:42 --scope-name Engineering --json`,
  ],
  async run({ options }, terminal) {
    const target = targetOf(options);
    const { scope, scopeName, inviter = 'user-1', inviterName, component = 'component-1' } = options;
    if (scopeName !== undefined && !scope) throw new UsageError('--scope-name needs --scope TYPE:ID.');
    const { vortex } = await changingClientOf(terminal, options);
    const created = await asApp(
      vortex.createInvitation({
        widgetConfigurationId: component,
        target,
        inviter: { userId: inviter, ...(inviterName !== undefined && { name: inviterName }) },
        ...(scope && { scopeType: scope.type, scopeId: scope.id, scopeName: scopeName ?? scope.id }),
      }),
    );
    if (options.json) terminal.out(jsonLine(created));
    else {
      terminal.out(
        fields(terminal, [
          ['id', created.id],
          ['to', target.value],
          ['scope', scope ? `${scope.type}:${scope.id}` : 'none'],
          ['link', created.shortLink],
        ]),
      );
    }
    return EXIT.ok;
  },
});

interface Targets {
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly user: string | undefined;
}

function targetOf({ email, phone, user }: Targets) {
  const targets = [
    ...(email === undefined ? [] : [{ type: 'email', value: email } as const]),
    ...(phone === undefined ? [] : [{ type: 'phone', value: phone } as const]),
    ...(user === undefined ? [] : [{ type: 'internal', value: user } as const]),
  ];
  const [target] = targets;
  if (target && targets.length === 1) return target;
  throw new UsageError('expected one of --email ADDRESS, --phone NUMBER or --user ID: whom to invite.');
}
