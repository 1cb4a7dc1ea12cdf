import type { InvitationRecord, TargetType } from '../../cloud/types.ts';
import { type Invitation, toWire } from '../../cloud/wire.ts';
import { DEPLOYMENT_ID } from '../../shared/constants.ts';

/** An invitation as the client API answers it: the server's, and the names that mobile SDKs read (protocol §6.1). */
export interface ClientInvitation extends Invitation {
  readonly creatorId: string;
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
    targets: record.targets.map(({ type, value, name, avatarUrl }) => ({
      targetType: type,
      targetValue: value,
      targetName: name,
      targetAvatarUrl: avatarUrl,
    })),
  };
}

/** What a component asks for before it shows itself. Its contents are a choice: only the frame is known. */
export function widgetConfiguration(id: string, origin: string): Record<string, unknown> {
  return {
    widgetConfiguration: {
      id,
      name: id,
      slug: id,
      version: '1',
      type: 'invite',
      configuration: { meta: {}, props: { channels: ['email', 'phone', 'share'] } },
    },
    deploymentId: DEPLOYMENT_ID,
    widgetType: 'invite',
    environmentRole: 'development',
    environmentName: 'emulator',
    renderer: { url: `${origin}/component.js` },
    sessionAttestation: null,
  };
}
