import type { AcceptInput } from '../../../cloud/invitations/input.ts';
import { BodyReader, checkAddress, isFields } from '../../validation.ts';

export function readAccept(value: unknown): AcceptInput {
  const reader = new BodyReader();
  const body = reader.body(value, '{"invitationIds":["..."],"user":{"email":"ada@example.com"}}');
  const ids = reader.strings(body, 'invitationIds', 'invitation ids');
  if (Array.isArray(body.invitationIds) && ids.length === 0) {
    reader.problem('invitationIds', 'must name at least one invitation.');
  }
  // Old SDKs send `target` instead of `user` (docs/protocol.md §3.7).
  const user = body.user === undefined && isFields(body.target) ? userOfTarget(reader, body.target) : body.user;
  const from = isFields(user) ? user : undefined;
  if (!from)
    reader.problem('user', 'must be an object with "email" or "phone", for example {"email":"ada@example.com"}.');
  const email = from && reader.optionalString(from, 'user.email');
  const phone = from && reader.optionalString(from, 'user.phone');
  if (from && !email && !phone) reader.problem('user', 'must have "email" or "phone", which identifies the person.');
  if (email) checkAddress(reader, 'user.email', 'email', email);
  if (phone) checkAddress(reader, 'user.phone', 'phone', phone);
  const name = from && reader.optionalString(from, 'user.name');
  const isExisting = from?.isExisting;
  if (isExisting !== undefined && typeof isExisting !== 'boolean') {
    reader.problem('user.isExisting', 'must be true or false, or left out when it is not known.');
  }
  reader.finish();
  return {
    invitationIds: [...new Set(ids)],
    email: email || undefined,
    phone: phone || undefined,
    name,
    isExisting: typeof isExisting === 'boolean' ? isExisting : undefined,
  };
}

function userOfTarget(reader: BodyReader, target: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const value = reader.string(target, 'target.value', 'an email address or a phone number');
  if (target.type === 'email') return { email: value };
  if (target.type === 'phone' || target.type === 'phoneNumber' || target.type === 'sms') return { phone: value };
  reader.problem('target.type', 'must be "email" or "phone"; better, send "user" with "email" or "phone".');
  return { email: value };
}
