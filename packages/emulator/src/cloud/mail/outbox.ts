import { newId } from '../../shared/new-id.ts';
import { type Kept, pairs, type Touched } from '../../state/kept.ts';
import { iso } from '../clock.ts';
import { targetKey } from '../invitations/addresses.ts';
import { addressee } from '../invitations/invitation.ts';
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
   * Who sends it: Vortex sends emails. For an invitation to a phone number that your server creates, you send the link
   * yourself (docs/protocol.md §3.5), and the message here is only a suggestion.
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

/** Which messages are asked for; what is left out fits any. */
export interface MessageFilter {
  /** Whom it went to, in any spelling of the address. */
  readonly to?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly channel?: OutboxMessage['channel'] | undefined;
  readonly kind?: OutboxMessage['kind'] | undefined;
  /** Only those that were sent after the message of this id. */
  readonly after?: string | undefined;
}

/** An entry as it is written down. */
type KeptEntry = Omit<Entry, 'record'> & { readonly invitationId: string };

/** Keeps what was sent, and renders a message when somebody reads it. */
export class Outbox {
  #entries = new Map<string, Entry>();
  readonly #observers = new Set<() => void>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  put(record: InvitationRecord, kind: 'invitation' | 'reminder', at: number, bounced: boolean): void {
    const id = newId();
    this.#entries.set(id, { id, record, kind, at, bounced, opened: false });
    this.#touched('outbox', id);
    for (const observer of this.#observers) observer();
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

  /** The newest so many of those that fit, oldest first. */
  find(which: MessageFilter, count: number, origin: string): OutboxMessage[] {
    const entries = [...this.#entries.values()];
    const from = which.after === undefined ? 0 : entries.findIndex(({ id }) => id === which.after) + 1;
    return entries
      .slice(from)
      .filter((entry) => fits(entry, which))
      .slice(-count)
      .map((entry) => render(entry, origin));
  }

  /** Calls back at each new message; returns how to stop that. */
  observe(observer: () => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
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

function channelOf(record: InvitationRecord): OutboxMessage['channel'] {
  return addressee(record)?.type === 'email' ? 'email' : 'sms';
}

function fits({ record, kind }: Entry, { to, invitationId, channel, kind: wanted }: MessageFilter): boolean {
  const target = addressee(record);
  if (invitationId !== undefined && record.id !== invitationId) return false;
  if (channel !== undefined && channelOf(record) !== channel) return false;
  if (wanted !== undefined && kind !== wanted) return false;
  if (to === undefined) return true;
  return target !== undefined && targetKey(target.type, target.value) === targetKey(target.type, to);
}

function render({ id, record, kind, at, bounced, opened }: Entry, origin: string): OutboxMessage {
  const link = shortLink(record, origin);
  const channel = channelOf(record);
  const email = channel === 'email';
  const target = addressee(record);
  const mail = email ? renderMail(record, link, kind, `${origin}/outbox/${id}/open.gif`) : undefined;
  return {
    id,
    invitationId: record.id,
    channel,
    kind,
    sentBy: email ? 'vortex' : 'you',
    from: email ? 'invitations@vortex.invalid' : '',
    to: target?.value ?? '',
    subject: mail?.subject ?? '',
    text: mail?.text ?? renderSms(record, link),
    html: mail?.html ?? null,
    link,
    sentAt: iso(at),
    bounced,
    opened,
  };
}
