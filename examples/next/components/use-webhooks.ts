'use client';

import type { FeedEntry } from '@vortex/example-web/feed-entry';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/** The webhooks as they arrive, newest first. Each has the server render the page again. */
export function useWebhooks(): readonly FeedEntry[] {
  const router = useRouter();
  const [entries, setEntries] = useState<readonly FeedEntry[]>([]);
  useEffect(() => {
    const stream = new EventSource('/events');
    let refreshing: ReturnType<typeof setTimeout> | undefined;
    // Several webhooks arrive in one breath: one refresh for all of them.
    const refreshSoon = (): void => {
      clearTimeout(refreshing);
      refreshing = setTimeout(() => router.refresh(), 120);
    };
    stream.onmessage = ({ data }) => {
      const entry = JSON.parse(data) as FeedEntry;
      setEntries((before) => [entry, ...before.filter(({ number }) => number !== entry.number)]);
      refreshSoon();
    };
    // Closed for good when the session is gone; otherwise it connects again by itself.
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) refreshSoon();
    };
    // The invited person may have accepted in another tab of this browser, which shares the session.
    document.addEventListener('visibilitychange', refreshSoon);
    return () => {
      stream.close();
      clearTimeout(refreshing);
      document.removeEventListener('visibilitychange', refreshSoon);
    };
  }, [router]);
  return entries;
}
