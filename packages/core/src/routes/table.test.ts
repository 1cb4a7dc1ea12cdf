import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read, revoke } from './handlers/invitations.ts';
import { RESERVED_IDS } from './reserved-ids.ts';
import { matchRoute } from './table.ts';

const segment = fc.oneof(
  fc.constantFrom(
    'invitations',
    'by-scope',
    'by-group',
    'accept',
    'autojoin',
    'reinvite',
    'jwt',
    '.',
    '..',
    '%2F',
    '%2e',
  ),
  fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
  fc.string(),
);

test('whatever the path, a route has as many segments as slashes, and each is decoded once', () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
      const path = `/${segments.join('/')}`;
      const match = matchRoute(path);
      if (!match) return;
      const raw = path.slice(1).split('/');
      for (const value of Object.values(match.params)) {
        expect(raw.some((one) => decodeURIComponent(one) === value)).toBe(true);
        expect(value).not.toBe('');
      }
    }),
    { numRuns: 2000 },
  );
});

test('an id never takes more than its own segment to the Cloud', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
      const match = matchRoute(`/invitations/${encodeURIComponent(id)}`);
      if (RESERVED_IDS.has(id)) return;
      expect(match).toEqual({ methods: { GET: read, DELETE: revoke }, params: { id } });
    }),
  );
});

test.each(['accept', 'autojoin', 'by-scope', 'by-group', 'sync-internal-invitation'])('%s is nobody’s id', (word) => {
  expect(matchRoute(`/invitations/${word}`)?.methods.DELETE).toBeUndefined();
  expect(matchRoute(`/invitations/${encodeURIComponent(word)}/reinvite`)).toBeUndefined();
});
