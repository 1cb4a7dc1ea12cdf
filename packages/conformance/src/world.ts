import type { VortexUser } from '@vortex/core';
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest';
import { type Cloud, startCloud } from './cloud.ts';
import type { Settings } from './settings.ts';
import { signIn } from './specimen.ts';
import type { Running, Start } from './subject.ts';
import { type Answer, type Call, send } from './wire.ts';

/** What every app under test signs and verifies webhooks with. */
export const SECRET = 'whsec_test_conformance';

type Reachable = VortexUser & { readonly email: string };

/** The people of the suite. Eve is signed in and has no part in anything. */
export const PEOPLE: Readonly<Record<Person, Reachable> & Record<'bob' | 'eve', { readonly phone: string }>> = {
  ada: { id: 'ada', email: 'ada@acme.test' },
  bob: { id: 'bob', email: "bob.o'brien@else.test", phone: '+15550100' },
  /** A member of the team that Ada invites to. */
  mia: { id: 'mia', email: 'mia@acme.test', scopes: [{ type: 'team', id: 42 }] },
  /** Administers the team, and not the project that the invitation is for as well. */
  kim: { id: 'kim', email: 'kim@acme.test', scopes: [{ type: 'team', id: '42', admin: true }] },
  /** Administers both. */
  max: {
    id: 7,
    email: 'max@acme.test',
    scopes: [
      { type: 'team', id: '42', admin: true },
      { type: 'project', id: '7', admin: true },
    ],
  },
  eve: { id: 'eve', email: 'eve@evil.test', phone: '+15550199', scopes: [{ type: 'team', id: '43', admin: true }] },
};

/** The name of somebody who may be signed in. */
export type Person = 'ada' | 'bob' | 'mia' | 'kim' | 'max' | 'eve';

/** The Cloud a suite runs against, started once for all of its cases. */
export interface World {
  readonly cloud: Cloud;
  /** Starts an app under test for the case that runs; it ends with the case. */
  start(settings?: Settings): Promise<App>;
}

/** An app under test, with short words for what cases do to it. */
export interface App extends Running {
  call(call: Call): Promise<Answer>;
  /** The call, made by a page of somebody who is signed in. */
  as(user: VortexUser | null, call: Call): Promise<Answer>;
}

/** Registers the set-up and tear-down of a world with the `describe` block it is called in. */
export function useWorld(start: Start): World {
  let cloud: Cloud | undefined;
  const running = (): Cloud => {
    if (!cloud) throw new Error('The Cloud runs only while tests do.');
    return cloud;
  };
  beforeAll(async () => {
    cloud = await startCloud({
      seed: {
        invitations: [
          {
            target: { type: 'email', value: PEOPLE.bob.email },
            inviter: { userId: 'ada' },
            groups: [
              { type: 'team', groupId: '42', name: 'Team 42' },
              { type: 'project', groupId: '7', name: 'Project 7' },
            ],
          },
          { target: { type: 'internal', value: 'bob' }, inviter: { userId: 'ada' }, widgetConfigurationId: 'people' },
        ],
        autojoin: [{ scopeType: 'team', scope: '42', domains: ['acme.test'] }],
      },
    });
  });
  afterEach(() => running().reset());
  afterAll(() => cloud?.close());
  return {
    get cloud() {
      return running();
    },
    async start(settings) {
      const { url, emulator } = running();
      const vortex = { apiKey: emulator.apiKey, baseUrl: url, maxRetries: 0 };
      const app = await start(settings ?? { webhookSecret: SECRET, vortex });
      onTestFinished(() => app.close());
      const call = (one: Call): Promise<Answer> => send(app.url, one);
      return {
        ...app,
        call,
        as: (user, one) => call({ ...one, headers: { ...one.headers, ...signIn(user) } }),
      };
    },
  };
}

/** The settings of a world's apps, to be varied. */
export function settingsOf({ cloud }: World, more: Partial<Settings> = {}): Settings {
  const vortex = { apiKey: cloud.emulator.apiKey, baseUrl: cloud.url, maxRetries: 0 };
  return { webhookSecret: SECRET, vortex, ...more };
}

/** The id of the seeded invitation to Bob's email, of the one to his user id, of the team's autojoin. */
export function invitationIds({ cloud }: World): {
  readonly email: string;
  readonly internal: string;
  readonly autojoin: string;
} {
  const idOf = (fits: (type: string, deliveries: readonly string[]) => boolean): string =>
    cloud.emulator.invitations.find(({ invitationType, deliveryTypes }) => fits(invitationType, deliveryTypes))?.id ??
    '';
  return {
    email: idOf((_, deliveries) => deliveries.includes('email')),
    internal: idOf((_, deliveries) => deliveries.includes('internal')),
    autojoin: idOf((type) => type === 'autojoin'),
  };
}
