import type { VortexWebhookEvent } from '@vortex/core';

/** One webhook, as the page shows it. */
export interface FeedEntry {
  readonly number: number;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly receivedAt: number;
  readonly type: string;
  readonly summary: string;
  /** Whom it is about, where it says. */
  readonly email: string | undefined;
  readonly event: unknown;
}

/** A webhook in words, for the page. */
export function feedEntry(event: VortexWebhookEvent): Omit<FeedEntry, 'number' | 'receivedAt'> {
  const { targetEmail } = event.data;
  const email = typeof targetEmail === 'string' ? targetEmail : undefined;
  return { type: event.type, summary: sentence(event.type, email ?? 'somebody'), email, event };
}

function sentence(type: string, email: string): string {
  switch (type) {
    case 'invitation.created':
      return `An invitation for ${email} was created.`;
    case 'invitation.email.delivered':
      return `The email to ${email} was delivered.`;
    case 'invitation.email.bounced':
      return `The email to ${email} bounced.`;
    case 'invitation.email.opened':
      return `The email to ${email} was opened.`;
    case 'invitation.link.clicked':
      return `${email} followed the link in the email.`;
    case 'invitation.accepted':
      return `${email} accepted the invitation.`;
    case 'invitation.deactivated':
      return `The invitation for ${email} was revoked.`;
    case 'invitation.reminder.sent':
      return `A reminder was sent to ${email}.`;
    case 'member.created':
      return `${email} is now a member in Vortex.`;
    case 'group.member.added':
      return `Vortex added ${email} to the team’s group.`;
    default:
      return `About ${email}.`;
  }
}
