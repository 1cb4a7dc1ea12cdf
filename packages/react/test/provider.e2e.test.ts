import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Probe } from './probe.tsx';
import { type App, startApp } from './support/app.ts';
import { bundle, REACTS } from './support/bundle.ts';
import { complaintsIn } from './support/complaints.ts';

describe.skipIf(chromiumIsMissing('React')).each(REACTS)('in React $react', ({ react }) => {
  let browser: Browser;
  let script: string;
  let app: App;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, script] = await Promise.all([launchChromium(), bundle('probe.tsx', react, 'development')]);
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    app = await startApp();
    app.script = script;
    page = await browser.newPage();
    complaints = complaintsIn(page);
  });
  afterEach(async () => {
    await page.close();
    await app.close();
  });

  const open = async (config: Probe['config'] = {}) => {
    await page.addInitScript((config) => {
      globalThis.probe = { config } as Probe;
    }, config);
    await page.goto(app.url);
    await page.getByText('nobody').waitFor();
  };
  const invite = () =>
    app.vortex.createInvitation({
      widgetConfigurationId: 'c',
      target: { type: 'email', value: 'ada@example.com' },
      inviter: { userId: 'ada' },
      scopeType: 'team',
      scopeId: '42',
      scopeName: 'Team',
    });

  describe('the official provider’s calls', () => {
    it('are the same requests in the same order, with the same results', async () => {
      const { id } = await invite();
      await open();
      // From the published source of 0.0.3: the call, its request, and what of the result is looked at.
      const results = await page.evaluate(async (id) => {
        const vortex = () => probe.vortex;
        const of = async (work: Promise<unknown>) => JSON.parse(JSON.stringify((await work) ?? null));
        return [
          await of(vortex().refreshJwt({ componentId: 'c', scope: '42', scopeType: 'team' })),
          await of(vortex().getInvitationsByTarget('email', 'ada@example.com')),
          await of(vortex().getInvitation(id)),
          await of(vortex().getInvitationsByGroup('team', '42')),
          await of(vortex().reinvite(id)),
          await of(vortex().acceptInvitations([id], { type: 'email', value: 'ada@example.com' })),
          await of(vortex().refreshJwt()),
        ];
      }, id);
      const { id: other } = await invite();
      results.push(await page.evaluate(async (id) => (await probe.vortex.revokeInvitation(id)) ?? null, other));
      results.push(
        await page.evaluate(async () => (await probe.vortex.deleteInvitationsByGroup('team', '42')) ?? null),
      );
      const target = '"target":{"type":"email","value":"ada@example.com"}';
      const one = expect.objectContaining({ id });
      const table: [request: string, result: unknown][] = [
        ['POST /jwt {"context":{"componentId":"c","scope":"42","scopeType":"team"}}', null],
        ['GET /invitations?targetType=email&targetValue=ada%40example.com', [one]],
        [`GET /invitations/${id}`, one],
        ['GET /invitations/by-group/team/42', [one]],
        [`POST /invitations/${id}/reinvite`, one],
        [`POST /invitations/accept {"invitationIds":["${id}"],${target}}`, { invitations: [one] }],
        ['POST /jwt', null],
        [`DELETE /invitations/${other}`, null],
        ['DELETE /invitations/by-group/team/42', null],
      ];
      expect(app.seen).toEqual(table.map(([request]) => request));
      expect(results).toEqual(table.map(([, result]) => result));
      expect(complaints).toEqual([]);
    });

    it('leave the same state: nothing before refreshJwt, then the token, its user, and nothing after clearAuth', async () => {
      await open();
      const state = () =>
        page.evaluate(() => {
          const { jwt, user, isAuthenticated, isLoading, error } = probe.vortex;
          return { jwt: typeof jwt, user, isAuthenticated, isLoading, error };
        });
      const nothing = { jwt: 'object', user: null, isAuthenticated: false, isLoading: false, error: null };
      expect(await state()).toEqual(nothing);
      expect(app.seen).toEqual([]);
      await page.evaluate(() => probe.vortex.refreshJwt());
      await page.getByText('ada@example.com').waitFor();
      expect(await state()).toEqual({
        ...nothing,
        jwt: 'string',
        isAuthenticated: true,
        user: expect.objectContaining({
          userId: 'ada',
          userEmail: 'ada@example.com',
          identifiers: [{ type: 'email', value: 'ada@example.com' }],
        }),
      });
      expect(await page.evaluate(() => [probe.jwt.isExpiringSoon(), probe.jwt.isExpiringSoon(61)])).toEqual([
        false,
        true,
      ]);
      await page.evaluate(() => probe.jwt.refreshIfNeeded());
      expect(app.seen).toHaveLength(1);
      await page.evaluate(() => probe.jwt.refreshIfNeeded(61));
      expect(app.seen).toHaveLength(2);
      await page.evaluate(() => probe.vortex.clearAuth());
      await page.getByText('nobody').waitFor();
      expect(await state()).toEqual(nothing);
    });

    it.each([-1, 1])('say when a token expires soon on a page whose clock is %d hours off', async (hours) => {
      await page.addInitScript((ahead) => {
        const { now } = Date;
        Date.now = () => now() + ahead;
      }, hours * 3_600_000);
      await open();
      expect(await page.evaluate(() => probe.jwt.isExpiringSoon())).toBe(true);
      await page.evaluate(() => probe.vortex.refreshJwt());
      await page.getByText('ada@example.com').waitFor();
      expect(await page.evaluate(() => [5, 58, 61].map((minutes) => probe.jwt.isExpiringSoon(minutes)))).toEqual([
        false,
        false,
        true,
      ]);
    });

    it('of useInvitations say by the same keys what is under way and what went wrong', async () => {
      const { id } = await invite();
      await open();
      app.interruptions.push(async () => {
        await page.waitForFunction((id) => probe.invitations.isLoading(`get-${id}`), id);
        return undefined;
      });
      await page.evaluate((id) => probe.invitations.getInvitation(id), id);
      const after = await page.evaluate(async () => {
        const thrown = await probe.invitations.revokeInvitation('none').catch(({ message }) => message);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const { loading, errors, getError } = probe.invitations;
        return { thrown, loading, keys: Object.keys(errors), error: getError('revoke-none')?.message };
      });
      expect(after).toEqual({
        thrown: 'There is no such invitation.',
        loading: { [`get-${id}`]: false, 'revoke-none': false },
        keys: [`get-${id}`, 'revoke-none'],
        error: 'There is no such invitation.',
      });
      await page.evaluate(() => probe.invitations.clearError('revoke-none'));
      await page.waitForFunction(() => probe.invitations.getError('revoke-none') === null);
      expect(await page.evaluate(() => probe.told)).toEqual(['error There is no such invitation.']);
    });
  });

  describe('the official provider’s faults are none of ours:', () => {
    it('a name outside ASCII, and base64url, leave the user readable', async () => {
      await open();
      await page.evaluate(() => probe.vortex.refreshJwt());
      await page.getByText('ada@example.com').waitFor();
      expect(complaints).toEqual([]);
    });

    it('after a 403 nothing is asked for again', async () => {
      await open();
      await page.evaluate(() => probe.vortex.refreshJwt({ scope: 'another', scopeType: 'team' }));
      await page.waitForTimeout(2500);
      expect(app.seen).toHaveLength(1);
      expect(await page.evaluate(() => probe.vortex.error?.message)).toContain('not');
    });

    it('a partial jwtBackoff keeps the other fields, and the retries come to an end', async () => {
      app.interruptions.push(...Array.from({ length: 9 }, () => () => new Response('', { status: 503 })));
      await open({ jwtBackoff: { initialDelayMs: 5 } });
      await page.evaluate(() => probe.vortex.refreshJwt());
      expect(app.seen).toHaveLength(6);
      await page.waitForTimeout(500);
      expect(app.seen).toHaveLength(6);
    });

    it('a new config object with each render makes no new calls, no new functions and no lines on the console', async () => {
      await open();
      const same = await page.evaluate(async () => {
        const { refreshJwt, getInvitation, page } = probe.vortex;
        const { reinvite } = probe.invitations;
        probe.again();
        await new Promise((resolve) => setTimeout(resolve, 50));
        const { vortex, invitations } = probe;
        return (
          vortex.refreshJwt === refreshJwt &&
          vortex.getInvitation === getInvitation &&
          vortex.page === page &&
          invitations.reinvite === reinvite
        );
      });
      expect(same).toBe(true);
      expect(complaints).toEqual([]);
      expect(app.seen).toEqual([]);
    });

    it('after unmounting nothing is asked for, whatever was under way', async () => {
      await open({ refreshJwtInterval: 300 });
      await page.evaluate(async () => {
        const work = [probe.vortex.refreshJwt(), probe.invitations.getInvitation('none').catch(() => {})];
        probe.unmount();
        await Promise.all(work);
      });
      await page.waitForTimeout(700);
      expect(app.seen.filter((one) => one.startsWith('POST /jwt'))).toHaveLength(1);
      expect(complaints).toEqual([]);
    });
  });

  it('renews the token after refreshJwtInterval with the last context, and tells onJwtRefresh', async () => {
    await open({ refreshJwtInterval: 1100 });
    await page.evaluate(() => probe.vortex.refreshJwt({ componentId: 'c' }));
    await page.waitForFunction(() => probe.told.length === 3);
    expect(app.seen).toEqual(Array.from({ length: 3 }, () => 'POST /jwt {"context":{"componentId":"c"}}'));
    expect(await page.evaluate(() => probe.told)).toEqual(['jwt', 'jwt', 'jwt']);
  });
});
