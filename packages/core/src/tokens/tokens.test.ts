import { tokenCases } from '@vortex/test-support/token-cases';
import { describe, test } from 'vitest';
import * as core from '../index.ts';

describe('tokens', () => {
  for (const { name, run } of tokenCases(core)) test(name, run);
});
