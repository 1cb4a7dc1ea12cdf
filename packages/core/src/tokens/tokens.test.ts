import { describe, test } from 'vitest';
import * as core from '../index.ts';
import { tokenCases } from '../testing-support/token-cases.ts';

describe('tokens', () => {
  for (const { name, run } of tokenCases(core)) test(name, run);
});
