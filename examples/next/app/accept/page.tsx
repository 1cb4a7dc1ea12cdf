import { isVortexError } from '@vortex/next';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AcceptButton } from '../../components/accept-button.tsx';
import { Bar } from '../../components/bar.tsx';
import { team } from '../../lib/state.ts';
import { invitationState, invitedEmail, vortex } from '../../lib/vortex.ts';

export const metadata: Metadata = { title: 'Your invitation to Lighthouse' };

interface View {
  readonly title: string;
  readonly text: string;
  /** Whom it is for, while it can be accepted. */
  readonly email?: string | undefined;
}

interface Props {
  readonly searchParams: Promise<{ readonly invitationId?: string | string[] }>;
}

/** Where the link in the mail leads. */
export default function Page({ searchParams }: Props) {
  return (
    <>
      <Bar />
      <main>
        <Suspense>
          <Invitation searchParams={searchParams} />
        </Suspense>
      </main>
    </>
  );
}

async function Invitation({ searchParams }: Props) {
  const { invitationId } = await searchParams;
  const { title, text, email } = await viewOf(invitationId);
  return (
    <section className="card narrow">
      <h1>{title}</h1>
      <p>{text}</p>
      {email && <AcceptButton invitationId={String(invitationId)} email={email} />}
      <p>
        <Link href="/">Go to the team page</Link>
      </p>
    </section>
  );
}

async function viewOf(id: string | string[] | undefined): Promise<View> {
  if (typeof id !== 'string' || id === '') {
    return { title: 'No invitation', text: 'This URL has no invitation. Follow the link in the email again.' };
  }
  try {
    const invitation = await vortex.getInvitation(id);
    const email = invitedEmail(invitation);
    const state = invitationState(invitation);
    if (state === 'accepted') return { title: 'Already accepted', text: `This invitation for ${email} has been used.` };
    if (state === 'closed') {
      return { title: 'No longer open', text: 'This invitation was revoked or has expired. Ask for a new one.' };
    }
    const inviter = invitation.creatorName ?? 'A member';
    return { title: `Join ${team.name}`, text: `${inviter} invites ${email} into the team.`, email };
  } catch (error) {
    const text = isVortexError(error, 'not_found') ? 'There is no such invitation.' : 'Vortex is not responding.';
    return { title: 'This invitation cannot be shown', text };
  }
}
