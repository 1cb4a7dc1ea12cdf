import { expect, it } from 'vitest';
import { killRounds } from '../../test/support/rounds.ts';

it('loses at most the last second to kill -9 while it is written to, and can be read afterwards', async () => {
  const { acknowledged } = await killRounds(2);
  expect(acknowledged).toBeGreaterThan(40);
}, 60_000);
