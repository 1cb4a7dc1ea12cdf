import { Vortex as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { Vortex } from '@vortex/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DIFFERENCES } from './support/life/differences.ts';
import { type Entry, live, type Transcript } from './support/life/live.ts';
import { planLife } from './support/life/plan.ts';
import { SameIds } from './support/life/same-ids.ts';
import { OFFICIAL, OURS } from './support/life/sdks.ts';

const steps = planLife(20_260_105, 200);
const ids = new SameIds();
const shown = new Set<string>();
let official: Transcript;
let ours: Transcript;
let mended: Entry[];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  official = await live(OFFICIAL, steps);
  ours = await live(OURS, steps);
  mended = mend();
}, 60_000);
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The official SDK's entries without the differences that are known, and with our ids. */
function mend(): Entry[] {
  return ours.entries.map((entry, index) => {
    const [step, theirs] = [steps[index], official.entries[index]];
    if (!step || !theirs) throw new RangeError(`The official life has no step ${index}.`);
    const mended = DIFFERENCES.reduce((before, { name, mend }) => {
      const without = mend(step, before, entry);
      if (without) shown.add(name);
      return without ?? before;
    }, theirs);
    return ids.rename(mended, entry) as Entry;
  });
}

describe('one life of 200 invitations, lived with the official SDK and with ours', () => {
  it('takes every method of both clients', () => {
    const internals = ['constructor', 'parseApiKey', 'deriveSigningKey', 'buildCanonicalPayload', 'parseExpiresIn'];
    const methods = Object.getOwnPropertyNames(Official.prototype).filter((name) => !internals.includes(name));
    const used = new Set(steps.flatMap((step) => ('method' in step ? [step.method] : [])));
    expect([...used].sort()).toEqual([...methods, 'canonicalJson'].sort());
    // Ours has a few more, for which there is nothing to compare with.
    const more = ['constructor', 'withOptions', 'iterateInvitationsByScope', 'ping'];
    const ownMethods = [Vortex.prototype, Object.getPrototypeOf(Vortex.prototype)].flatMap(Object.getOwnPropertyNames);
    expect(ownMethods.filter((name) => !more.includes(name)).sort()).toEqual(methods.sort());
  });

  it('meets every state, and every answer', () => {
    const met = (of: (invitation: never) => unknown) => new Set(ours.invitations.map((one) => of(one as never)));
    expect(ours.invitations.length).toBeGreaterThanOrEqual(200);
    expect(met(({ status }) => status)).toEqual(
      new Set(['queued', 'sent', 'delivered', 'accepted', 'shared', 'unfurled', 'accepted_elsewhere']),
    );
    expect(met(({ invitationType }) => invitationType)).toEqual(new Set(['single_use', 'multi_use', 'autojoin']));
    expect(met(({ expired }) => expired)).toEqual(new Set([true, false]));
    expect(met(({ deactivated }) => deactivated)).toEqual(new Set([true, false]));
    const statuses = ours.entries.map(({ outcome }) => ('status' in outcome ? outcome.status : 200));
    expect(new Set(statuses)).toEqual(new Set([200, 400, 403, 404, 409]));
  });

  it('gets the same answer to every call, but for the differences that are known', () => {
    expect(official.entries).toHaveLength(steps.length);
    for (const [index, entry] of ours.entries.entries()) expect(mended[index]).toEqual(entry);
    expect([...shown].sort()).toEqual(DIFFERENCES.map(({ name }) => name).sort());
  });

  it.each(['invitations', 'outbox', 'deliveries', 'events'] as const)('leaves the same %s', (what) => {
    expect(ours[what].length).toBeGreaterThan(1);
    expect(ids.rename(official[what], ours[what])).toEqual(ours[what]);
  });
});
