import { expect, test } from 'vitest';
import { comparableAddress, comparableDomain } from '../index.ts';

test.each([
  ['email', ' Ada@Acme.TEST ', 'ada@acme.test'],
  ['email', 'ÄDA@acme.test', 'Äda@acme.test'],
  ['email', 'ada@MÜNCHEN.example', 'ada@xn--mnchen-3ya.example'],
  ['email', '"a@b"@Acme.test', '"a@b"@acme.test'],
  ['email', 'no address', 'no address'],
  ['email', 'ada@a\u0000ü.test', 'ada@a\u0000ü.test'],
  ['email', 'ada@\uD800.test', 'ada@\uD800.test'],
  ['phone', ' +1 (202) 555-0123 ', '+12025550123'],
  ['phone', 'TEL:0049/89-123', '004989123'],
  ['phone', '+1202;ext=5', '+1202;ext=5'],
  ['phone', '+', '+'],
  ['phone', '٣٣٣', '٣٣٣'],
  ['internal', ' Bob ', ' Bob '],
])('%s %j compares as %j', (type, value, comparable) => {
  expect(comparableAddress({ type, value })).toBe(comparable);
  expect(comparableAddress({ type, value: comparable })).toBe(comparable);
});

test.each([
  [' ACME.com', 'acme.com'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['ü:80', 'ü:80'],
  ['ü/path', 'ü/path'],
  ['user@ü', 'user@ü'],
  ['%C3%BC.test', '%c3%bc.test'],
  ['ü%41.test', 'ü%41.test'],
  ['', ''],
])('the domain %j compares as %j', (domain, comparable) => {
  expect(comparableDomain(domain)).toBe(comparable);
});
