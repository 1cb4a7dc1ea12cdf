import { fileURLToPath } from 'node:url';
import { CANARY } from '@vortex/conformance/failing-options';
import { programOf, stderrCases } from '@vortex/conformance/stderr';
import { expect, test } from 'vitest';

const file = fileURLToPath(new URL('./failing-app.ts', import.meta.url));

stderrCases('nest 12 on express', programOf([file, 'express']), { without: ['key'] });

test('a key that can’t be used ends the start, and stderr says why without showing it', async () => {
  const { message }: Error = await programOf([file, 'express', 'key'])(false).then(
    () => new Error('It started.'),
    (error) => error,
  );
  expect(message).toContain('invalid_api_key');
  expect(message).toContain('API key');
  expect(message).not.toContain(CANARY);
});
