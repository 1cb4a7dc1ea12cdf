import type { InvitationRecord, TargetType } from '../../cloud/types.ts';
import { toWire, type WireInvitation } from '../../cloud/wire.ts';

/**
 * An invitation as the client API answers it: the server's, and the names that mobile SDKs read (docs/protocol.md
 * §6.1).
 */
export interface ClientInvitation extends WireInvitation {
  readonly creatorId: string;
  /** The first channel it is sent by; `null` for none. */
  readonly deliveryType: TargetType | null;
  readonly targets: readonly {
    readonly targetType: TargetType;
    readonly targetValue: string;
    readonly targetName: string | null;
    readonly targetAvatarUrl: string | null;
  }[];
}

export function toClientWire(record: InvitationRecord, origin: string): ClientInvitation {
  return {
    ...toWire(record, origin),
    creatorId: record.inviter.id,
    deliveryType: record.deliveryTypes[0] ?? null,
    targets: record.targets.map(({ type, value, name, avatarUrl }) => ({
      targetType: type,
      targetValue: value,
      targetName: name,
      targetAvatarUrl: avatarUrl,
    })),
  };
}
