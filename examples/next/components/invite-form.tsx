'use client';

import { useActionState, useEffect, useRef } from 'react';
import { invite, type Said } from '../app/actions.ts';

/** Invites an address through a server action. */
export function InviteForm({ outboxUrl }: { readonly outboxUrl: string | undefined }) {
  const form = useRef<HTMLFormElement>(null);
  const email = useRef<HTMLInputElement>(null);
  const [said, send, pending] = useActionState<Said | undefined, FormData>(
    (_before, data) => invite(data.get('email')),
    undefined,
  );
  useEffect(() => {
    if (said?.ok === false) email.current?.focus();
  }, [said]);
  return (
    <section className="card" aria-labelledby="invite-title">
      <h1 id="invite-title">Invite somebody</h1>
      <form ref={form} action={send} noValidate>
        <label htmlFor="email">Email address</label>
        <div className="field">
          <input
            ref={email}
            id="email"
            name="email"
            type="email"
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={254}
            placeholder="nia@example.com"
            aria-describedby="invite-result"
            aria-invalid={said?.ok === false}
          />
          <button className="primary" type="submit" disabled={pending}>
            Send invitation
          </button>
        </div>
        <p className={said?.ok === false ? 'result bad' : 'result'} id="invite-result" role="status">
          {said?.text}
          {said?.ok && outboxUrl && (
            <>
              {' '}
              <a href={outboxUrl} target="_blank" rel="noopener">
                See the email in the outbox
              </a>
            </>
          )}
        </p>
      </form>
    </section>
  );
}
