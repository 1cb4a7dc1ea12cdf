import { signedWebhook } from '@vortex/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARY, FAILURE } from './failing-options.ts';
import { type Launch, type Program, programOf } from './stderr/program.ts';

export { type Launch, type Program, programOf, settled } from './stderr/program.ts';

/** The differences of an adapter. */
export interface StderrOptions {
  /** A pattern for a stack frame of the app's own code. Default: the name of its file. */
  readonly frame?: string | undefined;
  /** Failures that a request can't cause here. Default: none. */
  readonly without?: readonly string[] | undefined;
  /** Output on stderr for every request, whatever its result. Default: nothing. */
  readonly noise?: RegExp | undefined;
}

/** The file whose functions fail, as it stands in a stack: in a build its ending is another. */
const FRAME = 'failing-options';

/** What the app's own code throws, or what is set up wrongly, and how stderr tells of it. */
const FAILURES: readonly [failure: string, path: string, code: string, tells: readonly string[]][] = [
  ['handler', 'webhook', 'handler_failed', ['A webhook handler failed', 'TypeError: my own bug', FRAME]],
  ['timeout', 'webhook', 'handler_timeout', ['handlerTimeout']],
  ['secret', 'webhook', 'internal_error', ['TypeError: my own bug', FRAME]],
  ['missing-secret', 'webhook', 'lookup_found_nothing', ['secret']],
  ['store', 'webhook', 'store_unavailable', ['the store is down']],
  ['complete', 'webhook', 'store_unavailable', ['the store is down']],
  ['authenticate', '/token', 'authenticate_failed', ['TypeError: my own bug', FRAME]],
  ['authorize', '/invitations/by-scope/team/1', 'authorize_failed', ['TypeError: my own bug', FRAME]],
  ['claims', '/token', 'claims_failed', ['TypeError: my own bug', FRAME]],
  ['key', '/token', 'invalid_api_key', ['API key']],
];

/**
 * Failures are visible: an adapter's app runs in its own process, something fails, and its stderr is read.
 *
 * @param name - Of the framework.
 * @param app - The program, made with `failingApp`, or a function that starts an app with `failingOptions`.
 * @param options - The differences of the adapter.
 * @example
 * stderrCases('express', fileURLToPath(new URL('./failing-app.ts', import.meta.url)));
 */
export function stderrCases(name: string, app: string | Launch, options: StderrOptions = {}): void {
  const { frame = FRAME, without = [], noise = /$^/g } = options;
  const launch = typeof app === 'string' ? programOf([app]) : app;
  const failures = FAILURES.filter(([failure]) => !without.includes(failure));

  describe(`${name}: a failure without logger and onError`, () => {
    const program = useProgram(launch, false);

    test.each(failures)('of %s is on stderr, with code, sentence and stack', async (failure, path, code, tells) => {
      await provoke(program(), failure, path);
      const text = await program().written();
      expect(text).toContain(code);
      for (const part of tells) expect(text).toContain(part === FRAME ? frame : part);
      expect(text).toMatch(/\n {4}at /);
      expect(text).not.toContain(CANARY);
    });

    test("that a stranger brings about is not: the log is the app's, not theirs", async () => {
      const answer = await fetch(program().webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-vortex-signature': '0'.repeat(64) },
        body: '{}',
      });
      expect(answer.status).toBe(401);
      expect((await program().written()).replace(noise, '')).toBe('');
    });
  });

  describe(`${name}: with logger: false`, () => {
    const program = useProgram(launch, true);

    test('nothing is written, whatever fails', async () => {
      for (const [failure, path] of failures) await provoke(program(), failure, path);
      expect((await program().written()).replace(noise, '')).toBe('');
    });
  });
}

async function provoke({ webhook, routes }: Program, failure: string, path: string): Promise<void> {
  const answer =
    path === 'webhook'
      ? await fetch(webhook, deliveryThat(failure))
      : await fetch(`${routes}${path}`, {
          method: path === '/token' ? 'POST' : 'GET',
          headers: { [FAILURE]: failure },
        });
  await answer.text();
  // What has been handled is answered with 200, though its claim was lost.
  expect(answer.status === 200 || answer.status >= 500, `${failure}: ${answer.status}`).toBe(true);
}

/** A signed delivery whose handling fails. */
function deliveryThat(failure: string): RequestInit {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: `whsec_${CANARY}` });
  return { method: 'POST', headers: { ...headers, [FAILURE]: failure }, body };
}

function useProgram(launch: Launch, silent: boolean): () => Program {
  let program: Program | undefined;
  beforeAll(async () => {
    program = await launch(silent);
  }, 60_000);
  afterAll(() => program?.close());
  return () => {
    if (!program) throw new Error('The program runs only while tests do.');
    return program;
  };
}
