import type { SyncInput } from '../../../cloud/invitations/input.ts';
import { BodyReader } from '../../validation.ts';

export function readSync(value: unknown): SyncInput {
  const reader = new BodyReader();
  const body = reader.body(
    value,
    '{"creatorId":"user-1","targetValue":"user-2","action":"accepted","componentId":"my-component"}',
  );
  const { action } = body;
  if (action !== 'accepted' && action !== 'declined') reader.problem('action', 'must be "accepted" or "declined".');
  const input = {
    creatorId: reader.string(body, 'creatorId', "the inviter's user id"),
    targetValue: reader.string(body, 'targetValue', "the invited person's user id"),
    componentId: reader.string(body, 'componentId', 'the id of a component'),
  };
  reader.finish();
  return { ...input, action: action as SyncInput['action'] };
}
