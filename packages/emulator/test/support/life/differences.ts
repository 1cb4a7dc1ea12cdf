import type { Entry } from './live.ts';
import type { Step } from './steps.ts';

/** A way in which the official SDK is known to answer differently, or to ask differently. */
export interface Difference {
  readonly name: string;
  /** The official SDK's entry without the difference; `undefined` where it does not show. */
  mend(step: Step, official: Entry, ours: Entry): Entry | undefined;
}

/** All that may differ in a life; the numbers tell them apart. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: '15: accepting answers the wire’s wrapper, typed as one invitation, whose invitations have no scopes',
    mend(step, official, ours) {
      if (step.do !== 'call' || !/^acceptInvitations?$/.test(step.method)) return undefined;
      const list = listIn(answerOf(official))?.map(withScopes);
      return list && { ...official, outcome: { value: Array.isArray(answerOf(ours)) ? list : list[0] } };
    },
  },
  {
    name: '23: of a scope’s invitations only the first 20 are seen',
    mend(step, official, ours) {
      const all = answerOf(ours);
      if (!asksForScope(step) || !Array.isArray(all) || all.length <= 20) return undefined;
      return { ...official, outcome: { value: [...(answerOf(official) as unknown[]), ...all.slice(20)] } };
    },
  },
  {
    name: '23: no further page is asked for, where ours goes on until one is empty',
    mend(step, official, ours) {
      const further = ours.wire.slice(1);
      if (!asksForScope(step) || further.length === 0) return undefined;
      const pages = further.every((line) =>
        /^GET \/api\/v1\/invitations\/by-scope\/\w+\/\w+\?start=\d+ 200$/.test(line),
      );
      return pages ? { ...official, wire: [...official.wire, ...further] } : undefined;
    },
  },
  {
    name: '25: the invitation of getAutojoinDomains has no scopes',
    mend(step, official) {
      const value = answerOf(official) as { invitation?: unknown } | undefined;
      if (step.do !== 'call' || step.method !== 'getAutojoinDomains' || !value?.invitation) return undefined;
      return { ...official, outcome: { value: { ...value, invitation: withScopes(value.invitation) } } };
    },
  },
  {
    name: '§3.3: phoneNumber and username are sent as they are, where ours sends the words of the documentation',
    mend(step, official) {
      if (step.do !== 'call' || step.method !== 'getInvitationsByTarget') return undefined;
      const wire = official.wire.map((line) =>
        line
          .replace('targetType=phoneNumber&', 'targetType=phone&')
          .replace('targetType=username&', 'targetType=internal&'),
      );
      return wire.join() === official.wire.join() ? undefined : { ...official, wire };
    },
  },
];

function asksForScope(step: Step): boolean {
  return step.do === 'call' && /^getInvitationsBy(Scope|Group)$/.test(step.method);
}

function answerOf({ outcome }: Entry): unknown {
  return 'value' in outcome ? outcome.value : undefined;
}

function listIn(value: unknown): unknown[] | undefined {
  const list = typeof value === 'object' && value !== null && 'invitations' in value ? value.invitations : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** What the official SDK does to the invitations of its other methods. */
function withScopes(invitation: unknown): unknown {
  const { groups, ...rest } = invitation as { groups: { groupId: string }[] };
  const scopes = groups.map((group) => ({ ...group, scopeId: group.groupId }));
  return { ...rest, groups: scopes, scopes };
}
