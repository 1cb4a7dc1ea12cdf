import { callable, fields } from '../described.ts';
import { inline, page, table } from '../markdown.ts';
import { fieldsOf, find, staticsOf } from '../sources.ts';
import { SIGNING } from './client.ts';

/** docs/reference/tokens.md. */
export function tokens(): string {
  const vortex = find('@vortex/core', 'Vortex');
  const methods = [...fieldsOf(vortex), ...staticsOf(vortex)].filter(({ name }) => SIGNING.has(name));
  return page(
    '# Tokens',
    'A token tells a Vortex component in the page who is signed in. It is signed on your server with the API key, without ' +
      'network, and its bytes are those of the official SDK for the same input and clock.',
    table(
      ['', 'Use it for', 'Expires'],
      [
        ['`generateToken`', 'components of today', '`exp`, 30 days by default, 1 hour from our routes'],
        ['`generateJwt`', 'the official React provider and older components', '`expires`, 30 days by default'],
        ['`sign`', 'a user object that the page passes itself', 'never; prefer a token'],
      ],
    ),
    ...methods.map((method) => callable(method, inline(method.name))),
    '## Payload of `generateToken`',
    fields(find('@vortex/core', 'GenerateTokenData'), 'Field'),
    'The user:',
    fields(find('@vortex/core', 'GenerateTokenUser'), 'Field'),
    '## Parameters of `generateJwt`',
    fields(find('@vortex/core', 'GenerateJwtParams'), 'Field'),
    'The user, also of `sign`:',
    fields(find('@vortex/core', 'User'), 'Field'),
    callable(find('@vortex/core', 'verifyToken'), '`verifyToken`'),
    '## Options of `verifyToken`',
    fields(find('@vortex/core', 'VerifyTokenOptions')),
  );
}
