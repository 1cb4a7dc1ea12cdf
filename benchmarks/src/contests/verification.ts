import { execFileSync } from 'node:child_process';
import { Vortex } from '@vortex/core';
import { API_KEY } from '../adapters/app.ts';
import type { Contest } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { home } from '../home.ts';

/** One verification by us, and the same with `jose` alone by somebody who knows how the key is derived. */
const PROGRAMS = {
  '@vortex/core': `const { verifyToken } = await import('@vortex/core');
const start = performance.now();
const verify = async (token) => (await verifyToken(token, apiKey)).userId;`,
  'jose by hand': `const { createHmac } = await import('node:crypto');
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

export default {
  title: 'Verification of a token',
  about:
    'What the first verification of a process costs, with the library that it loads, and the thousandth one. By hand ' +
    'nobody checks whether a header names a member twice, nor whether the API key is complete.',
  peers: ['jose'],
  seconds: 12,
  cases(tools) {
    const token = new Vortex(API_KEY).generateToken({ user: { id: 'user-123' } }, { expiresIn: '1d' });
    const one = (name: string, index: 0 | 1, atMost: number) =>
      samples(tools, {
        name,
        measures: [{ name: 'time', unit: 'ms' }],
        rounds: 11,
        sides: Object.fromEntries(
          Object.entries(PROGRAMS).map(([side, program]) => [side, () => ({ time: run(program, token)[index] })]),
        ),
        targets: { 'jose by hand': { atMost } },
      });
    return [one('the first of a process, jose loaded by it', 0, 1.15), one('the thousandth', 1, 1.5)];
  },
} satisfies Contest;

/** Milliseconds of the first call, and the median of the hundred calls around the thousandth. */
function run(program: string, token: string): [first: number, thousandth: number] {
  const code = `const apiKey = ${JSON.stringify(API_KEY)};
const token = ${JSON.stringify(token)};
${program}
if ((await verify(token)) !== 'user-123') throw new Error('the token is for another user');
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
