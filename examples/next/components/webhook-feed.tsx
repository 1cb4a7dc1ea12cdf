'use client';

import type { FeedEntry } from '@vortex/example-web/feed-entry';

/** Every webhook that has reached the app. */
export function WebhookFeed({ entries }: { readonly entries: readonly FeedEntry[] }) {
  const [newest] = entries;
  return (
    <section className="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">Webhooks</h2>
      <p className="quiet">
        Each one reached <code>POST /webhooks/vortex</code> and its signature was checked before anything was read.
      </p>
      <p className="unseen" role="status">
        {newest && `Webhook ${newest.type}: ${newest.summary}`}
      </p>
      <ol className="events">
        {entries.map((entry) => (
          <Entry key={entry.number} entry={entry} />
        ))}
      </ol>
      {entries.length === 0 && (
        <p className="quiet">Nothing yet. Invite somebody and the first ones appear here by themselves.</p>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: FeedEntry }) {
  const time = new Date(entry.receivedAt);
  const { id } = entry.event as { id: string };
  return (
    <li>
      <div className="event-head">
        <code>{entry.type}</code>
        <time dateTime={time.toISOString()}>{time.toLocaleTimeString()}</time>
      </div>
      <p>{entry.summary}</p>
      <p className="event-foot">
        <span className="verified">✓ signature verified</span>
        <code>{id}</code>
      </p>
      <details>
        <summary>What was sent</summary>
        <pre>{JSON.stringify(entry.event, null, 2)}</pre>
      </details>
    </li>
  );
}
