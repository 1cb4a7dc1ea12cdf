'use client';

import { useState } from 'react';
import { signInInvited } from '../app/actions.ts';

/** Accepts through `/api/vortex`, as the person the mail was for. */
export function AcceptButton({ invitationId, email }: { readonly invitationId: string; readonly email: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();

  const accept = async (): Promise<void> => {
    setPending(true);
    const trouble = await acceptAsInvited(invitationId);
    if (trouble === undefined) location.assign('/');
    else setPending(false);
    setProblem(trouble);
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
        In this demo, following the mailed link counts as proof that the address is yours, and accepting signs you in
        with it. A real app would have the person sign in or confirm the address first.
      </p>
    </div>
  );
}

async function acceptAsInvited(invitationId: string): Promise<string | undefined> {
  try {
    const signedIn = await signInInvited(invitationId);
    if (!signedIn.ok) return signedIn.text;
    const response = await fetch('/api/vortex/invitations/accept', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ invitationIds: [invitationId] }),
    });
    return response.ok ? undefined : (await response.json()).error;
  } catch {
    return 'The app does not answer. Is it still running in the terminal?';
  }
}
