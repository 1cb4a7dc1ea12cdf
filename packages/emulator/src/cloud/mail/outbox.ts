import { randomUUID } from 'node:crypto';
import { type Kept, pairs, type Touched } from '../../state/kept.ts';
import { iso } from '../clock.ts';
import type { InvitationRecord } from '../types.ts';
import { shortLink } from '../wire.ts';
import { renderMail, renderSms } from './mail.ts';

/** A message that the real Vortex, or you, would have sent. */
export interface OutboxMessage {
  readonly id: string;
  readonly invitationId: string;
  readonly channel: 'email' | 'sms';
  readonly kind: 'invitation' | 'reminder';
  /**
   * Who sends it: Vortex sends emails; for an invitation to a phone number that your server made, you text the link
   * yourself (protocol §3.5), and the message here is only a suggestion.
   */
  readonly sentBy: 'vortex' | 'you';
  readonly from: string;
  readonly to: string;
  /** Empty for an SMS. */
  readonly subject: string;
  readonly text: string;
  /** `null` for an SMS. */
  readonly html: string | null;
  /** The invitation's short link, which works. */
  readonly link: string;
  /** ISO timestamp. */
  readonly sentAt: string;
  readonly bounced: boolean;
  readonly opened: boolean;
}

interface Entry {
  readonly id: string;
  readonly record: InvitationRecord;
  readonly kind: 'invitation' | 'reminder';
  readonly at: number;
  readonly bounced: boolean;
  opened: boolean;
}

/** An entry as it is written down. */
type KeptEntry = Omit<Entry, 'record'> & { readonly invitationId: string };

/** Keeps what was sent, and renders a message when somebody reads it. */
export class Outbox {
  #entries = new Map<string, Entry>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  put(record: InvitationRecord, kind: 'invitation' | 'reminder', at: number, bounced: boolean): void {
    const id = randomUUID();
    this.#entries.set(id, { id, record, kind, at, bounced, opened: false });
    this.#touched('outbox', id);
  }

  /** Oldest first. */
  all(origin: string): OutboxMessage[] {
    return [...this.#entries.values()].map((entry) => render(entry, origin));
  }

  newest(count: number, origin: string): OutboxMessage[] {
    return [...this.#entries.values()]
      .slice(-count)
      .reverse()
      .map((entry) => render(entry, origin));
  }

  get(id: string, origin: string): OutboxMessage | undefined {
    const entry = this.#entries.get(id);
    return entry && render(entry, origin);
  }

  /** Marks a mail as opened; gives its invitation the first time only. */
  open(id: string): InvitationRecord | undefined {
    const entry = this.#entries.get(id);
    if (!entry || entry.opened) return undefined;
    entry.opened = true;
    this.#touched('outbox', id);
    return entry.record;
  }

  get size(): number {
    return this.#entries.size;
  }

  reset(): void {
    this.#entries = new Map();
  }

  /** @param find - Finds an invitation by its id, once those are restored. */
  kept(find: (id: string) => InvitationRecord | undefined): Kept {
    return {
      entries: () => pairs(this.#entries, written),
      entry: (id) => {
        const entry = this.#entries.get(id);
        return entry && written(entry);
      },
      restore: (entries) => {
        for (const [id, value] of entries) {
          const { invitationId, ...entry } = value as KeptEntry;
          const record = find(invitationId);
          if (record) this.#entries.set(id, { ...entry, record });
        }
      },
    };
  }
}

function written({ record, ...entry }: Entry): KeptEntry {
  return { ...entry, invitationId: record.id };
}

function render({ id, record, kind, at, bounced, opened }: Entry, origin: string): OutboxMessage {
  const link = shortLink(record, origin);
  const email = record.targets[0]?.type === 'email';
  const mail = email ? renderMail(record, link, kind, `${origin}/outbox/${id}/open.gif`) : undefined;
  return {
    id,
    invitationId: record.id,
    channel: email ? 'email' : 'sms',
    kind,
    sentBy: email ? 'vortex' : 'you',
    from: email ? 'invitations@vortex.invalid' : '',
    to: record.targets[0]?.value ?? '',
    subject: mail?.subject ?? '',
    text: mail?.text ?? renderSms(record, link),
    html: mail?.html ?? null,
    link,
    sentAt: iso(at),
    bounced,
    opened,
  };
}
