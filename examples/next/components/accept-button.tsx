'use client';

import { useVortex, VortexProvider } from '@vortex/react';
import { useState } from 'react';
import { signInInvited } from '../app/actions.ts';
import { messageOf } from './message.ts';

interface AcceptProps {
  readonly invitationId: string;
  readonly email: string;
}

/** Accepts through `/api/vortex`, as the person the mail was for. */
export function AcceptButton(props: AcceptProps) {
  return (
    <VortexProvider>
      <Accept {...props} />
    </VortexProvider>
  );
}

function Accept({ invitationId, email }: AcceptProps) {
  const { page } = useVortex();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();

  const accept = async (): Promise<void> => {
    setPending(true);
    try {
      const signedIn = await signInInvited(invitationId);
      if (signedIn.ok) {
        await page.invitations.accept([invitationId]);
        location.assign('/');
        return;
      }
      setProblem(signedIn.text);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  };

  return (
    <div>
      <button className="primary" type="button" disabled={pending} onClick={accept}>
        Accept as {email}
      </button>
      <p className="result bad" role="status">
        {problem}
      </p>
      <p className="note">
        In this demo, following the link in the email counts as proof that the address is yours, and accepting signs you
        in with it. A real app would have the person sign in or confirm the address first.
      </p>
    </div>
  );
}
