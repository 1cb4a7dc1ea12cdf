import { ConflictException } from '@nestjs/common';
import type { InvitationResult } from '@vortex/nestjs';

export function invitedEmail({ target }: InvitationResult): string {
  const email = target.find(({ type }) => type === 'email')?.value;
  if (email) return email;
  throw new ConflictException({ error: 'This invitation is not for an email address.', code: 'not_by_email' });
}

export function invitationState({ status, deactivated, expired }: InvitationResult): 'open' | 'accepted' | 'closed' {
  if (status === 'accepted' || status === 'accepted_elsewhere') return 'accepted';
  return deactivated || expired ? 'closed' : 'open';
}
