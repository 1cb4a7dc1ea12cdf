import { accepting, BASE, byTarget, configuring, shareLink, syncing } from '../asking.ts';
import { type Call, post } from '../wire.ts';
import { invitationIds, PEOPLE, type Person, type World } from '../world.ts';

const { bob } = PEOPLE;

/** One line of the table of rules: who may do it, and how it is asked for. */
export interface Rule {
  readonly action: string;
  readonly allowed: readonly Person[];
  readonly ask: (world: World, person: Person) => Call;
}

/** Who may do what when the app has said nothing (docs/blocks/rules.md). */
export const TABLE: readonly Rule[] = [
  {
    action: 'createToken, for themselves',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max', 'eve'],
    ask: () => post(`${BASE}/token`, {}),
  },
  {
    action: 'createToken, for a scope: its members',
    allowed: ['mia', 'kim', 'max'],
    ask: () => post(`${BASE}/jwt`, { context: { scope: '42', scopeType: 'team' } }),
  },
  {
    action: 'listByTarget: the person whose email it is',
    allowed: ['bob'],
    ask: () => byTarget('email', bob.email),
  },
  {
    action: 'listByTarget: the person whose phone it is',
    allowed: ['bob'],
    ask: () => byTarget('phoneNumber', bob.phone),
  },
  {
    action: 'read: the creator, the person invited, members of one of its scopes',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max'],
    ask: (world) => ({ path: `${BASE}/invitations/${invitationIds(world).email}` }),
  },
  {
    action: 'revoke: the creator, admins of all of its scopes',
    allowed: ['ada', 'max'],
    ask: (world) => ({ method: 'DELETE', path: `${BASE}/invitations/${invitationIds(world).email}` }),
  },
  {
    action: 'reinvite: the creator, admins of all of its scopes',
    allowed: ['ada', 'max'],
    ask: (world) => post(`${BASE}/invitations/${invitationIds(world).email}/reinvite`, undefined),
  },
  {
    action: 'accept: the person it is addressed to',
    allowed: ['bob'],
    ask: (world) => accepting({ invitationIds: [invitationIds(world).email] }),
  },
  {
    action: 'accept, an autojoin: those to whose email the Cloud offers it',
    allowed: ['ada', 'mia', 'kim', 'max'],
    ask: (world) => accepting({ invitationIds: [invitationIds(world).autojoin] }),
  },
  {
    action: 'accept, a share link: whoever knows its id',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max', 'eve'],
    ask: (world) => {
      shareLink(world);
      return accepting({ invitationIds: ['share-1'] });
    },
  },
  {
    action: 'listByScope: members of the scope',
    allowed: ['mia', 'kim', 'max'],
    ask: () => ({ path: `${BASE}/invitations/by-scope/team/42` }),
  },
  {
    action: 'deleteByScope: admins of the scope',
    allowed: ['kim', 'max'],
    ask: () => ({ method: 'DELETE', path: `${BASE}/invitations/by-group/team/42` }),
  },
  {
    action: 'syncInternal: the invitee',
    allowed: ['bob'],
    ask: () => syncing({}),
  },
  {
    action: 'autojoin, read: members of the scope',
    allowed: ['mia', 'kim', 'max'],
    ask: () => ({ path: `${BASE}/invitations/by-scope/team/42/autojoin` }),
  },
  {
    action: 'autojoin, configure: admins of the scope',
    allowed: ['kim', 'max'],
    ask: () => configuring(['acme.test', 'acme.example']),
  },
];
