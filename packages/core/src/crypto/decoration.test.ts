import { describe, expect, test } from 'vitest';
import { Vortex } from '../vortex.ts';
import { verifyWebhook } from '../webhooks/vortex-webhooks.ts';
import { decorationOf } from './decoration.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const SECRET = 'whsec_test_secret';

const decorated: [what: string, decorate: (value: string) => string][] = [
  ['quotes around it', (value) => `"${value}"`],
  ['quotes around it', (value) => `'${value}'`],
  ['quotes around it', (value) => `\u201c${value}\u201d`],
  ['quotes around it', (value) => `${value}"`],
  ['name of a variable', (value) => `VORTEX_WEBHOOK_SECRET=${value}`],
  ['name of a variable', (value) => `export VORTEX_API_KEY=${value}`],
  ['name of a variable', (value) => `vortex_api_key=${value}`],
  ['name of a variable', (value) => `VORTEX_WEBHOOK_SECRET: ${value}`],
  ['name of a variable', (value) => `VORTEX_WEBHOOK_SECRET:${value}`],
  ['name of a variable', (value) => `VORTEX_WEBHOOK_SECRET==${value}`],
  ['name of a variable', (value) => `secret=${value}`],
  ['name of a variable', (value) => `Webhook_Secret=${value}`],
  ['name of a variable', (value) => `$env:VORTEX_API_KEY=${value}`],
  ['name of a variable', (value) => `$ENV:key=${value}`],
  ['name of a variable', (value) => `export my_key=${value}`],
  ['placeholder', (value) => `\${${value}}`],
  ['ends with ";"', (value) => `${value};`],
  ['ends with ","', (value) => `${value},`],
  ['ends with a backslash', (value) => `${value}\\n`],
  ['quotes around it', (value) => `\u2039${value}\u203a`],
  ['quotes around it', (value) => `\u300c${value}\u300d`],
  ['quotes around it', (value) => `\uff02${value}\uff02`],
  ['whitespace', (value) => ` ${value}`],
  ['whitespace', (value) => `${value}\n`],
  ['whitespace inside', (value) => `${value.slice(0, 12)} ${value.slice(12)}`],
  ['whitespace inside', (value) => `${value.slice(0, 12)}\u00a0${value.slice(12)}`],
  ['U+200B', (value) => `${value}\u200b`],
  ['U+00AD', (value) => `${value.slice(0, 12)}\u00ad${value.slice(12)}`],
  ['U+0000', (value) => `${value}\u0000`],
  ['U+2060', (value) => `\u2060${value}`],
];

describe.each(decorated)('%s', (what, decorate) => {
  test('is named for a secret, with the variable, and without the secret', () => {
    const call = (): unknown => verifyWebhook('{}', 'a'.repeat(64), decorate(SECRET));
    expect(call).toThrow(expect.objectContaining({ code: 'invalid_webhook_secret' }));
    expect(call).toThrow(/VORTEX_WEBHOOK_SECRET/);
    expect(call).toThrow(what);
    expect(call).not.toThrow(/whsec/);
  });

  test('is named for an API key, with the variable, and without the key', () => {
    const call = (): unknown => new Vortex(decorate(KEY));
    expect(call).toThrow(expect.objectContaining({ code: 'invalid_api_key' }));
    expect(call).toThrow(/VORTEX_API_KEY/);
    expect(call).toThrow(what);
    expect(call).not.toThrow(/for-signing/);
  });
});

test.each(['>', '\u2026'])('an API key that ends with %s is refused', (end) => {
  const call = (): unknown => new Vortex(`${KEY}${end}`);
  expect(call).toThrow(expect.objectContaining({ code: 'invalid_api_key' }));
  expect(call).not.toThrow(/for-signing/);
});

test.each([
  'whsec_abc=',
  'whsec_secret=x',
  'secretary',
  '$dollar',
  'whsec_c2VjcmV0cw==',
  'AB12=',
  'ABC==',
  'whsec_a=b',
  KEY,
  'VRTX.AAAAAAAAQACAAAAAAAAAAQ.a/b+c=',
  'clé',
])('%s is plain', (value) => expect(decorationOf(value)).toBeUndefined());
