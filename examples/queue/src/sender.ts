import { setTimeout as sleep } from 'node:timers/promises';
import { signedWebhook } from '@vortex/core/testing';

/** What the chaos run sends. */
export interface Plan {
  /** Events that are to have their effect once. */
  readonly events: number;
  /** Of them, how many are delivered a second time. */
  readonly duplicates: number;
  /** Deliveries under another secret. */
  readonly forged: number;
}

/** What has been answered. */
export interface Sent {
  delivered: number;
  duplicates: number;
  refused: number;
  /** Attempts that were not answered with 2xx, and made again. */
  retried: number;
}

export const FORGED = 'evt_forged_';

/**
 * Sends as the Cloud does: until it is answered with 2xx, and again later otherwise. It is less patient, and tries the
 * other receiver next.
 *
 * @throws {Error} for a forged delivery that is answered with 2xx.
 */
export async function send(
  plan: Plan,
  urls: readonly string[],
  secret: string,
  told: (sent: Readonly<Sent>) => void,
): Promise<Sent> {
  const sent: Sent = { delivered: 0, duplicates: 0, refused: 0, retried: 0 };
  const ids = shuffled([
    ...Array.from({ length: plan.events }, (_, i) => `evt_${i}`),
    ...Array.from({ length: plan.duplicates }, (_, i) => `evt_${Math.floor((i * plan.events) / plan.duplicates)}`),
    ...Array.from({ length: plan.forged }, (_, i) => `${FORGED}${i}`),
  ]);
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const forged = id.startsWith(FORGED);
      const { body, headers } = signedWebhook('invitation.accepted', {
        secret: forged ? 'whsec_of_somebody_else' : secret,
        event: { id },
      });
      for (let attempt = 0; ; attempt++) {
        const { status, duplicate } = await deliver(urls[(next + attempt) % urls.length] ?? '', body, headers);
        if (forged && status === 401) sent.refused++;
        else if (status !== 200) {
          sent.retried++;
          await sleep(Math.min(50 * 2 ** attempt, 1_000) * (0.5 + Math.random()));
          continue;
        } else if (forged) throw new Error(`A delivery with a wrong signature was answered with 200: ${id}`);
        else if (duplicate) sent.duplicates++;
        else sent.delivered++;
        break;
      }
      told(sent);
    }
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  return sent;
}

async function deliver(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; duplicate: boolean }> {
  try {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) });
    const { duplicate = false } = (await answer.json()) as { duplicate?: boolean };
    return { status: answer.status, duplicate };
  } catch {
    // Nobody there, or gone while it was being answered.
    return { status: 0, duplicate: false };
  }
}

function shuffled<Item>(items: Item[]): Item[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j] as Item, items[i] as Item];
  }
  return items;
}
