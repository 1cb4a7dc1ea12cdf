import { describe, test } from 'vitest';
import { tokenCases } from '../../test/tokens/token-cases.ts';
import * as core from '../index.ts';

describe('tokens', () => {
  for (const { name, run } of tokenCases(core)) test(name, run);
});
