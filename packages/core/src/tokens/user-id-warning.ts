import type { VortexLogger } from '../shared/logger.ts';

/** The warning the official SDK gives too (docs/protocol.md §2.1): such a token works, and attributes to nobody. */
export function warnWithoutUserId(logger: VortexLogger = console): void {
  logger.warn?.('[vortex] This token has no user.id, so invitations sent with it are not attributed to anyone.');
}
