import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { signedWebhook } from '@vortex/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARY, FAILURE } from './failing-app.ts';

interface Program {
  readonly url: string;
  /** What it has written to stderr since the last time it was asked. */
  written(): Promise<string>;
}

/** What the app's own code throws, or what is set up wrongly, and how stderr tells of it. */
const FAILURES: readonly [failure: string, path: string, code: string, tells: readonly string[]][] = [
  ['handler', 'webhook', 'handler_failed', ['TypeError: my own bug', 'failing-app.ts']],
  ['timeout', 'webhook', 'handler_timeout', ['handlerTimeout']],
  ['secret', 'webhook', 'internal_error', ['TypeError: my own bug', 'failing-app.ts']],
  ['missing-secret', 'webhook', 'lookup_found_nothing', ['secret']],
  ['store', 'webhook', 'store_unavailable', ['the store is down']],
  ['complete', 'webhook', 'store_unavailable', ['the store is down']],
  ['authenticate', '/token', 'authenticate_failed', ['TypeError: my own bug', 'failing-app.ts']],
  ['authorize', '/invitations/by-scope/team/1', 'authorize_failed', ['TypeError: my own bug', 'failing-app.ts']],
  ['claims', '/token', 'claims_failed', ['TypeError: my own bug', 'failing-app.ts']],
  ['key', '/token', 'invalid_api_key', ['API key']],
];

/**
 * Failures are seen: an adapter's app is started as a process of its own, something fails, and its stderr is read.
 *
 * @param name - Of the framework.
 * @param file - The program, made with `failingApp`.
 * @param args - What Node needs to run it, beside the file.
 */
export function stderrCases(name: string, file: string, args: readonly string[] = []): void {
  describe(`${name}: a failure without logger and onError`, () => {
    const program = useProgram([...args, file]);

    test.each(FAILURES)('of %s is on stderr, with code, sentence and stack', async (failure, path, code, tells) => {
      await provoke(program.url, failure, path);
      const text = await program.written();
      expect(text).toContain(code);
      for (const part of tells) expect(text).toContain(part);
      expect(text).toMatch(/\n {4}at /);
      expect(text).not.toContain(CANARY);
    });

    test("that a stranger brings about is not: the log is the app's, not theirs", async () => {
      const answer = await fetch(`${program.url}/webhooks/vortex`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-vortex-signature': '0'.repeat(64) },
        body: '{}',
      });
      expect(answer.status).toBe(401);
      expect(await program.written()).toBe('');
    });
  });

  describe(`${name}: with logger: false`, () => {
    const program = useProgram([...args, file, 'silent']);

    test('nothing is written, whatever fails', async () => {
      for (const [failure, path] of FAILURES) await provoke(program.url, failure, path);
      expect(await program.written()).toBe('');
    });
  });
}

async function provoke(url: string, failure: string, path: string): Promise<void> {
  if (path === 'webhook') {
    const { body, headers } = signedWebhook('invitation.accepted', { secret: `whsec_${CANARY}` });
    const sent = { method: 'POST', headers: { ...headers, [FAILURE]: failure }, body };
    await (await fetch(`${url}/webhooks/vortex`, sent)).text();
    return;
  }
  const method = path === '/token' ? 'POST' : 'GET';
  await (await fetch(`${url}/api/vortex${path}`, { method, headers: { [FAILURE]: failure } })).text();
}

function useProgram(args: readonly string[]): Program {
  let child: ChildProcess | undefined;
  let url = '';
  let text = '';
  beforeAll(async () => {
    const { VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET, NODE_OPTIONS, ...env } = process.env;
    child = spawn(process.execPath, ['--no-warnings', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr?.on('data', (chunk) => {
      text += chunk;
    });
    url = await new Promise<string>((resolve, reject) => {
      child?.once('exit', () => reject(new Error(text)));
      if (child?.stdout) createInterface(child.stdout).once('line', resolve);
    });
  }, 30_000);
  afterAll(async () => {
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
  return {
    get url() {
      return url;
    },
    async written() {
      // The answer and the line take different pipes.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const seen = text;
      text = '';
      return seen;
    },
  };
}
