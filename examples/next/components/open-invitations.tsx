'use client';

import type { Person, Role } from '@vortex/example-web/team';
import { type InvitationResult, useVortex } from '@vortex/react';
import { useCallback, useEffect, useState } from 'react';
import { revoke } from '../app/actions.ts';
import { messageOf } from './message.ts';
import { Named } from './parts.tsx';

interface OpenInvitationsProps {
  readonly me: Person & { readonly role: Role };
  readonly team: { readonly id: string; readonly scopeType: string };
  readonly outboxUrl: string | undefined;
  /** Another number: something has happened, so ask again. */
  readonly changes: number;
}

/** Lists what `/api/vortex` says is open, and withdraws through a server action. */
export function OpenInvitations({ me, team, outboxUrl, changes }: OpenInvitationsProps) {
  const [invitations, setInvitations] = useState<readonly InvitationResult[]>();
  const [problem, setProblem] = useState<string>();
  const { id, scopeType } = team;
  const { page } = useVortex();

  const load = useCallback(async () => {
    try {
      setInvitations(await page.invitations.byScope(scopeType, id));
      setProblem(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, [page, id, scopeType]);

  useEffect(() => {
    // Several webhooks arrive in one breath: one request for all of them.
    const soon = setTimeout(load, changes === 0 ? 0 : 120);
    return () => clearTimeout(soon);
  }, [load, changes]);

  const withdraw = async (invitationId: string): Promise<void> => {
    const { ok, text } = await revoke(invitationId);
    if (ok) await load();
    else setProblem(text);
  };

  return (
    <section className="card" aria-labelledby="invitations-title">
      <div className="title-row">
        <h2 id="invitations-title">Open invitations</h2>
        {outboxUrl && (
          <a href={outboxUrl} target="_blank" rel="noopener">
            Open the outbox <span aria-hidden="true">↗</span>
          </a>
        )}
      </div>
      {problem && (
        <p className="result bad" role="alert">
          {problem}
        </p>
      )}
      <ul className="rows">
        {invitations?.map((invitation) => {
          const email = invitation.target[0]?.value ?? 'unknown';
          return (
            <li key={invitation.id}>
              <Named name={email} below={`by ${invitation.creatorName ?? 'a member'}`} />
              <span className="side">
                <span className={`chip ${invitation.status}`}>{invitation.status}</span>
                {(me.role === 'owner' || invitation.foreignCreatorId === me.id) && (
                  <button
                    type="button"
                    aria-label={`Revoke the invitation for ${email}`}
                    onClick={() => withdraw(invitation.id)}
                  >
                    Revoke
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {!problem && !invitations?.length && (
        <p className="quiet">
          {invitations ? 'No open invitations. People who accept appear in the team below.' : 'Looking…'}
        </p>
      )}
    </section>
  );
}
