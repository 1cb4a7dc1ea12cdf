import { describe, expect, test } from 'vitest';
import type { Settings } from '../settings.ts';
import type { Platform, Start } from '../subject.ts';
import { post } from '../wire.ts';
import { PEOPLE, settingsOf, useWorld } from '../world.ts';

const HOST = 'app.acme.test';
const TRUSTED = { trustedOrigins: ['https://www.acme.test', 'capacitor://localhost/'] };

/** Requests of other sites' pages. */
export function originCases(start: Start, { keepsEmptyOrigin = true }: Platform): void {
  describe('origins', () => {
    const world = useWorld(start);
    type Case = [name: string, headers: Record<string, string>, settings?: Partial<Settings>];

    const passing: Case[] = [
      ['no browser', {}],
      ['the same origin', { origin: `http://${HOST}` }],
      ['the same origin behind a proxy that ends TLS', { origin: `https://${HOST}` }],
      ['the same origin with the port in Host', { origin: `https://${HOST}`, host: `${HOST}:443` }],
      ['the same origin on a port', { origin: `http://${HOST}:8080`, host: `${HOST}:8080` }],
      ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin', origin: 'https://elsewhere.test' }],
      ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
      ['a trusted origin', { origin: 'https://www.acme.test' }, TRUSTED],
      ['a trusted origin, cross-site', { origin: 'https://www.acme.test', 'sec-fetch-site': 'cross-site' }, TRUSTED],
      ['a trusted origin of an app', { origin: 'capacitor://localhost' }, TRUSTED],
      [
        'the host that a trusted proxy names',
        { origin: 'https://www.test', 'x-forwarded-host': 'www.test' },
        { trustProxy: true },
      ],
    ];
    test.each<Case>(passing)('%s passes', async (_name, headers, settings = {}) => {
      const app = await world.start(settingsOf(world, settings));
      const call = post('/api/vortex/jwt', {}, { host: HOST, ...headers });
      expect((await app.as(PEOPLE.ada, call)).status).toBe(200);
    });

    const refused: Case[] = [
      ['another origin', { origin: 'https://evil.test' }],
      ['a sub-domain', { origin: `https://evil.${HOST}` }],
      ['an origin that begins alike', { origin: `https://${HOST}.evil.test` }],
      ['an origin that ends alike', { origin: `https://evil${HOST}` }],
      ['another port', { origin: `https://${HOST}:8443` }],
      ['the origin "null"', { origin: 'null' }],
      ['the origin "null", though somebody trusts it', { origin: 'null' }, { trustedOrigins: ['null'] }],
      ['an origin that is none', { origin: 'evil' }],
      ...(keepsEmptyOrigin ? [['an empty origin', { origin: '' }] satisfies Case] : []),
      ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
      ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site', origin: `https://evil.${HOST}` }],
      ['Sec-Fetch-Site: cross-site, whatever Host says', { 'sec-fetch-site': 'cross-site', origin: `https://${HOST}` }],
      ['an origin that begins like a trusted one', { origin: 'https://www.acme.test.evil.test' }, TRUSTED],
      ['an origin that ends like a trusted one', { origin: 'https://evil-www.acme.test' }, TRUSTED],
      ['a sub-domain of a trusted origin', { origin: 'https://evil.www.acme.test' }, TRUSTED],
      ['the domain above a trusted origin', { origin: 'https://acme.test' }, TRUSTED],
      ['a trusted host on another port', { origin: 'https://www.acme.test:8443' }, TRUSTED],
      ['an app whose address begins like a trusted one', { origin: 'capacitor://localhost.evil' }, TRUSTED],
      ['a trusted host with another scheme', { origin: 'http://www.acme.test' }, TRUSTED],
      ['the host that nobody trusts a proxy to name', { origin: 'https://www.test', 'x-forwarded-host': 'www.test' }],
    ];
    test.each<Case>(refused)('%s is refused', async (_name, headers, settings = {}) => {
      const app = await world.start(settingsOf(world, settings));
      for (const call of [
        post('/api/vortex/jwt', {}),
        { method: 'DELETE', path: '/api/vortex/invitations/by-scope/team/42' },
      ]) {
        const answer = await app.as(PEOPLE.max, { ...call, headers: { ...call.headers, host: HOST, ...headers } });
        expect(answer).toMatchObject({ status: 403, json: { code: 'origin_refused' } });
      }
      expect(world.cloud.requests).toEqual([]);
    });

    test('another origin is refused before anybody is asked who is signed in', async () => {
      const app = await world.start();
      const headers = { origin: 'https://evil.test', 'x-user': 'throw' };
      expect((await app.call(post('/api/vortex/jwt', {}, headers))).status).toBe(403);
    });
  });
}
