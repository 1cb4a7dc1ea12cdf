import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createVortexPage, readClaims } from '../browser.ts';
import { Vortex } from '../index.ts';

const MINUTE = 60_000;
const vortex = new Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing');

/** By how much the page's clock is ahead of the server's. */
let ahead: number;
let requests: number;

beforeEach(() => {
  [ahead, requests] = [0, 0];
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: Date.now() });
});
afterEach(() => vi.useRealTimers());

const serverTime = () => Date.now() - ahead;
/** Sets the page's clock. Its timers and its own time do not notice. */
function jump(milliseconds: number): void {
  ahead += milliseconds;
  vi.setSystemTime(Date.now() + milliseconds);
}
/** The machine sleeps: both clocks go on, the page's own time and its timers do not. */
const sleep = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
function sign(): string {
  const here = Date.now();
  vi.setSystemTime(serverTime());
  const token = vortex.generateToken({ user: { id: 'ada' } }, { expiresIn: '10m' });
  vi.setSystemTime(here);
  return token;
}
const page = () =>
  createVortexPage({
    async fetch() {
      requests++;
      return Response.json({ token: sign() });
    },
  });

/** Numbers from 0 to 1 that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('whatever the clocks do', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'a watched token is never one that has ended, and no more are asked for than there is reason to (%i)',
    async (seed) => {
      const random = randomOf(seed);
      const token = page().tokenFor();
      token.watch(() => {});
      await vi.advanceTimersByTimeAsync(0);
      const old = sign();
      let reasons = 1;
      const steps = {
        ahead: () => jump(random() * 180 * MINUTE),
        behind: () => jump(-random() * 180 * MINUTE),
        sleep: () => sleep(random() * 120 * MINUTE),
        rendered: () => token.keep(sign()),
        fromCache: () => token.keep(old),
        nothing: () => {},
      };
      const names = Object.keys(steps) as (keyof typeof steps)[];
      for (let step = 0; step < 60; step++) {
        const name = names[Math.floor(random() * names.length)] ?? 'nothing';
        steps[name]();
        if (name !== 'nothing') reasons++;
        const minutes = 1.1 + random() * 8;
        await vi.advanceTimersByTimeAsync(minutes * MINUTE);
        reasons += minutes / 9;
        const { exp = 0 } = readClaims(token.state.token ?? '') ?? {};
        expect(exp * 1000, `${step}: ${name}`).toBeGreaterThan(serverTime());
      }
      expect(requests).toBeLessThanOrEqual(reasons);
    },
  );
});

describe('a token whose dates make no sense is renewed once a minute:', () => {
  const encode = (claims: string) => `e30.${btoa(claims)}.x`;
  const now = Math.floor(Date.now() / 1000);
  test.each([
    ['it ends before it was signed', `{"iat":${now},"exp":${now - 3600}}`],
    ['it ends as it is signed', `{"iat":${now},"exp":${now}}`],
    ['it has no end', `{"iat":${now}}`],
    ['it has no beginning', `{"exp":${now + 3600}}`],
    ['its dates are words', '{"iat":"now","exp":"later"}'],
    ['it began at no time', '{"iat":1e999,"exp":1e999}'],
    ['it says nothing', '{}'],
    ['it says null', 'null'],
    ['it is no JSON', '<html>'],
  ])('%s', async (_what, claims) => {
    const token = createVortexPage({
      async fetch() {
        requests++;
        return Response.json({ token: encode(claims) });
      },
    }).tokenFor();
    token.watch(() => {});
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(token.state).toMatchObject({ token: encode(claims), pending: false });
    expect(requests).toBeLessThanOrEqual(12);
    expect(requests).toBeGreaterThan(9);
  });
});
