import type { TargetType } from '../../../cloud/types.ts';
import { BodyReader } from '../../validation.ts';

/** The `start` of a list: an offset (docs/protocol.md §3.3), 0 when left out. */
export function readStart(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const reader = new BodyReader();
  reader.problem('start', 'must be the number of invitations to skip, 0 or more.');
  reader.finish();
  return 0;
}

const TARGET_TYPES: Readonly<Record<string, TargetType>> = {
  email: 'email',
  phone: 'phone',
  phoneNumber: 'phone',
  sms: 'phone',
  internal: 'internal',
  username: 'internal',
};

/** The query of endpoint 1. The older names of target types are understood (docs/protocol.md §3.3). */
export function readTargetQuery(
  type: string | undefined,
  value: string | undefined,
): { type: TargetType; value: string } {
  const reader = new BodyReader();
  const known = Object.hasOwn(TARGET_TYPES, type ?? '') ? TARGET_TYPES[type ?? ''] : undefined;
  if (!known) {
    reader.problem(
      'targetType',
      'must be in the query as "email", "phone" or "internal" (also "phoneNumber", "username").',
    );
  }
  if (!value?.trim()) reader.problem('targetValue', 'must be in the query: the address or user id to look for.');
  reader.finish();
  return { type: known ?? 'email', value: value ?? '' };
}
