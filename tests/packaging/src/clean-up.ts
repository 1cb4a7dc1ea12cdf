import { forgetConsumers } from './consumer.ts';

/** Vitest calls the first before a run of `*.e2e.test.ts`, and what it returns after it. */
export default async function setUp(): Promise<() => Promise<void>> {
  await forgetConsumers();
  return forgetConsumers;
}
