'use client';

import { useWebhooks } from './use-webhooks.ts';

/** What somebody sees who has accepted and is not on the team before the webhook says so. */
export function Waiting() {
  useWebhooks();
  return (
    <section className="card narrow">
      <h1>Not on the team yet</h1>
      <p>
        This app adds people when the webhook <code>invitation.accepted</code> arrives, so this page changes a moment
        after you accept.
      </p>
    </section>
  );
}
