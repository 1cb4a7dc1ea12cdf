import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createEmulator, type Invitation } from '../../src/index.ts';
import { writeAndKill } from './killed.ts';
import { receiver } from './receiver.ts';

/** What may be lost of what was acknowledged, in milliseconds before the end. */
const MAY_BE_LOST = 1_000;

/** Kills an emulator so many times on the same directory, and looks each time at what is left. */
export async function killRounds(count: number): Promise<{ readonly acknowledged: number; readonly lost: number }> {
  const root = mkdtempSync(join(tmpdir(), 'vortex-killed-'));
  const data = join(root, 'data');
  const app = await receiver();
  let total = 0;
  let lost = 0;
  let before = 0;
  try {
    for (let round = 0; round < count; round++) {
      const { acknowledged, at } = await writeAndKill(data, app.url, 1_300 + ((round * 397) % 1_000));
      const emulator = await createEmulator({ data });
      try {
        const left = new Map(emulator.invitations.map((invitation) => [invitation.id, invitation]));
        const missing = acknowledged.filter((entry) => !holds(left.get(entry.id), entry.what));
        expect(acknowledged.length).toBeGreaterThan(100);
        expect(missing.filter((entry) => entry.at < at - MAY_BE_LOST)).toEqual([]);
        // Nothing of earlier rounds has gone, nothing is there twice, and what belongs together is together.
        expect(left.size).toBeGreaterThanOrEqual(before);
        expect(left.size).toBe(emulator.invitations.length);
        expect(emulator.outbox).toHaveLength(left.size);
        expect(emulator.outbox.every(({ invitationId }) => left.has(invitationId))).toBe(true);
        expect(emulator.webhooks).toMatchObject([{ url: app.url }]);
        expect(new Set(emulator.deliveries.map(({ endpointId }) => endpointId)).size).toBe(1);
        total += acknowledged.length;
        lost += missing.length;
        before = left.size;
      } finally {
        await emulator.close();
      }
    }
  } finally {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  }
  return { acknowledged: total, lost };
}

function holds(invitation: Invitation | undefined, what: 'created' | 'clicked' | 'revoked'): boolean {
  if (!invitation) return false;
  if (what === 'clicked') return invitation.clickThroughs === 1;
  return what === 'created' || invitation.deactivated;
}
