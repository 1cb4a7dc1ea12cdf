import { Vortex } from '@vortex/core';
import { CLI } from '../../shared/cli-name.ts';
import type { Environment } from '../settings/environment.ts';
import { away } from '../shell/time.ts';
import { type Check, ok, problem, skipped, warning } from './check.ts';

/** How far the clock may be off before a token that is used at once may not be valid yet, or any more. */
const NOTICEABLE_MS = 5_000;
const HARMFUL_MS = 60_000;

/** Asks the API with the key, changing nothing, and compares its clock with ours. */
export async function checkApi({ variables }: Environment, timeout: number): Promise<Check[]> {
  const { VORTEX_API_KEY: apiKey, VORTEX_API_BASE_URL: baseUrl } = variables;
  let clock: Check = skipped('clock', 'no response with a time');
  const vortex = new Vortex({
    apiKey,
    baseUrl,
    maxRetries: 0,
    timeout,
    async fetch(url, init) {
      const before = Date.now();
      const answer = await fetch(url, init);
      const date = Date.parse(answer.headers.get('date') ?? '');
      // The header has whole seconds: on average it is half a second late.
      if (!Number.isNaN(date)) clock = checkClock((before + Date.now()) / 2 - (date + 500));
      return answer;
    },
  });
  const { ok: taken, latencyMs, error } = await vortex.ping();
  const api = taken
    ? ok('api', `it accepted the key, after ${latencyMs} ms`)
    : problem('api', error?.message ?? '', fixOf(error?.code));
  return [api, clock];
}

function checkClock(offset: number): Check {
  const distance = Math.abs(offset);
  if (distance < NOTICEABLE_MS) return ok('clock', "this machine's clock agrees with the API's");
  const message = `This machine's clock is ${away(distance).slice(3)} ${offset > 0 ? 'ahead of' : 'behind'} the API's.`;
  const fix = 'Turn on network time. Tokens contain times, and short-lived ones are refused if the clock is wrong.';
  return distance < HARMFUL_MS ? warning('clock', message, fix) : problem('clock', message, fix);
}

function fixOf(code: string | undefined): string {
  const fixes: Readonly<Record<string, string>> = {
    authentication_failed: 'The key belongs to another environment or was revoked: compare it with the dashboard.',
    permission_denied: 'The key is not allowed to do this: compare it with the dashboard.',
    connection_failed: `Is the address correct, and can this machine reach it? With the emulator: is \`${CLI} dev\` running?`,
    timeout: 'Is the address correct, and is there a proxy or firewall in between?',
  };
  return fixes[code ?? ''] ?? 'Is VORTEX_API_BASE_URL the root of the API?';
}
