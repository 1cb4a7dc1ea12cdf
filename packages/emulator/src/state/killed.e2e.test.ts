import { expect, it } from 'vitest';
import { killRounds } from '../../test/support/rounds.ts';

it('loses at most the last second in each of twelve lives on one directory', async () => {
  const { acknowledged, lost } = await killRounds(12);
  expect(acknowledged).toBeGreaterThan(1_200);
  // Had every round been killed right after a write, this test would show nothing.
  expect(lost).toBeGreaterThan(0);
}, 240_000);
