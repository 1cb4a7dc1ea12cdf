/** Before each test file: `test.each([])` is an error. Its tests would be gone, and nobody would notice. */
import { describe, it, test } from 'vitest';

for (const suite of [describe, it, test]) {
  const { each } = suite;
  Object.assign(suite, {
    /** @this {unknown} */
    each(/** @type {unknown} */ cases, /** @type {unknown[]} */ ...rest) {
      if (Array.isArray(cases) && cases.length === 0) throw new Error('each([]) makes no test: its list is empty.');
      return Reflect.apply(each, this ?? suite, [cases, ...rest]);
    },
  });
}
