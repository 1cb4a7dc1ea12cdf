import { describe, expect, it } from 'vitest';
import { busyPort, silentPort } from './start.ts';
import { startsOf } from './starts-of.ts';

/** What a program of an example is given, and how it shows a webhook. */
export interface StartCases {
  /** The path of the program. */
  readonly main: string;
  /** What it prints when the webhook of a new invitation has come. */
  readonly webhookLine: RegExp;
  /** Of what it prints before anything has happened, what only this example has. */
  readonly says?: readonly RegExp[];
}

/** How the team app of an example starts, fails to start and ends, for a person at a terminal. */
export function startCases({ main, webhookLine, says = [] }: StartCases): void {
  const run = startsOf(main);

  describe('a start that can not work', () => {
    it.each([
      ['--port', '--emulator-port'],
      ['--emulator-port', '--port'],
    ])('names a port that is in use and the option %s', async (option, other) => {
      const busy = await busyPort();
      const started = run([option, String(busy.port), other, '0']);
      expect(await started.end()).toBe(1);
      await busy.free();
      expect(started.output()).toContain(`Port ${busy.port} is in use.`);
      expect(started.output()).toContain(`choose another with ${option}.`);
    });

    it('names an option that does not exist, and an invalid port', async () => {
      const typo = run(['--prot', '3000']);
      expect(await typo.end()).toBe(1);
      expect(typo.output()).toContain("Unknown option '--prot'");
      const port = run(['--port', '70000']);
      expect(await port.end()).toBe(1);
      expect(port.output()).toContain('--port needs a port number from 0 to 65535, not "70000"');
    });

    it('names the variable that is missing for a Vortex elsewhere, and says what is wrong with a key', async () => {
      const missing = run(['--port', '0'], { VORTEX_API_BASE_URL: 'https://vortex.invalid' });
      expect(await missing.end()).toBe(1);
      expect(missing.output()).toContain('VORTEX_API_KEY is not set.');
      const env = { VORTEX_API_BASE_URL: 'https://vortex.invalid', VORTEX_WEBHOOK_SECRET: 'whsec_test_1' };
      const malformed = run(['--port', '0'], { ...env, VORTEX_API_KEY: 'VRTX.short.hidden-part' });
      expect(await malformed.end()).toBe(1);
      expect(malformed.output()).toMatch(/API key.*has no id of 22 characters/);
      expect(malformed.output()).not.toContain('hidden-part');
    });
  });

  describe('a start that stays', () => {
    it('prints both addresses, shows webhooks as they come, and Ctrl-C ends it', async () => {
      const started = run(['--port', '0', '--emulator-port', '0']);
      for (const line of says) await started.until(line);
      const [, app = ''] = await started.until(/Team app +(\S+)/);
      const [, emulator = ''] = await started.until(/Vortex emulator +(http:\S+)\/outbox/);
      await started.until(/Ctrl-C ends it/);
      expect((await fetch(app)).status).toBe(200);
      const signedIn = await post(`${app}/app/sign-in`, { user: 'user-ada' });
      const cookie = signedIn.headers.getSetCookie().at(-1)?.split(';')[0];
      expect((await post(`${app}/app/invitations`, { email: 'nia@example.com' }, cookie)).status).toBe(201);
      await started.until(webhookLine);
      expect((await fetch(`${emulator}/outbox`)).status).toBe(200);
      expect(await started.end('SIGINT')).toBe(0);
    });

    it('without an emulator says at once, on the terminal and to the page, that nothing answers', async () => {
      const port = await silentPort();
      const started = run(['--port', '0', '--no-emulator', '--emulator-port', String(port)]);
      const [, app = ''] = await started.until(/Team app +(\S+)/);
      await started.until(new RegExp(`! Vortex does not respond at http://127.0.0.1:${port}`));
      const cloud = await (await fetch(`${app}/app/cloud`)).json();
      expect(cloud).toMatchObject({ ok: false, message: expect.stringContaining('does not respond') });
      expect(await started.end('SIGTERM')).toBe(0);
    });

    it('lists its options with --help', async () => {
      const started = run(['--help']);
      expect(await started.end()).toBe(0);
      for (const option of ['--port', '--emulator-port', '--no-emulator', 'VORTEX_API_BASE_URL']) {
        expect(started.output()).toContain(option);
      }
    });
  });
}

function post(url: string, body: object, cookie = ''): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(body),
  });
}
