'use server';

import { ADA, GRACE, normalEmail } from '@vortex/example-web/team';
import { revalidatePath } from 'next/cache';
import { closeSession, openSession } from '../lib/session.ts';
import { team } from '../lib/state.ts';
import { actions, COMPONENT, invitationState, invitedEmail, vortex } from '../lib/vortex.ts';

// Each of these can be called by anybody with anything: none believes its arguments.

/** What the page says about a call: a sentence for people. */
export type Said = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly text: string };

/** Invites an address in the name of whoever is signed in; only members of the team may. */
export async function invite(email: unknown): Promise<Said> {
  const address = typeof email === 'string' ? normalEmail(email) : '';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address) || address.length > 254) {
    return { ok: false, text: 'Enter an email address, such as nia@example.com.' };
  }
  if (team.members().some((known) => known.email === address)) {
    return { ok: false, text: `${address} is already on the team.` };
  }
  const result = await actions.invite({
    scopeType: team.scopeType,
    scope: team.id,
    componentId: COMPONENT,
    targetType: 'email',
    targetValue: address,
  });
  return result.ok ? { ok: true, text: `Invitation sent to ${address}.` } : { ok: false, text: result.error };
}

/** Withdraws an invitation; its creator and the team's owner may. */
export async function revoke(invitationId: string): Promise<Said> {
  const result = await actions.revoke({ invitationId });
  return result.ok ? { ok: true, text: 'Withdrawn.' } : { ok: false, text: result.error };
}

/** Signs in as one of the two demo users. */
export async function signIn(personId: unknown): Promise<void> {
  const user = [ADA, GRACE].find(({ id }) => id === personId);
  if (user) await openSession(user.id);
  revalidatePath('/');
}

export async function signOut(): Promise<void> {
  await closeSession();
  revalidatePath('/');
}

/** For this demo only: whoever has the link must have got it from that mailbox. A real app confirms the address. */
export async function signInInvited(invitationId: unknown): Promise<Said> {
  const invitation =
    typeof invitationId === 'string' && (await vortex.getInvitation(invitationId).catch(() => undefined));
  const email = invitation && invitedEmail(invitation);
  if (!invitation || !email || invitationState(invitation) !== 'open') {
    return { ok: false, text: 'This invitation is no longer open.' };
  }
  await openSession(team.personWithEmail(email).id);
  return { ok: true, text: email };
}
