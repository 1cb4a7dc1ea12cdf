import { CLI } from '../../shared/cli-name.ts';
import { type Command, command } from '../shell/command.ts';
import { readToken } from '../shell/input.ts';
import { EXIT } from '../shell/terminal.ts';
import { fields, jsonLine } from '../shell/text.ts';
import { moment } from '../shell/time.ts';
import { decodeToken, kindOf } from './decode.ts';

/** `token inspect`. */
export const inspect: Command = command({
  summary: 'show the contents of a token without checking it',
  about:
    'Shows the contents of a token without checking its signature. Without TOKEN, or with -, the token is read from standard input.',
  argument: { name: 'TOKEN', about: 'the token', optional: true },
  options: { json: { about: '{ verified: false, kind, header, claims, expiresAt, expired }' } },
  exits: { 0: 'shown', 1: 'this is not a token', 2: 'wrong usage' },
  examples: [`${CLI} token create --user user-123 | ${CLI} token inspect`, `${CLI} token inspect eyJhbGciOi... --json`],
  async run({ argument, options }, terminal) {
    const decoded = decodeToken(await readToken(argument, terminal));
    const { header, claims, expiresAt } = decoded;
    const kind = kindOf(decoded);
    if (options.json) {
      const expired = expiresAt === undefined ? null : expiresAt.getTime() <= Date.now();
      terminal.out(jsonLine({ verified: false, kind, header, claims, expiresAt: isoOrNull(expiresAt), expired }));
      return EXIT.ok;
    }
    terminal.out(`${terminal.styles.yellow('Not verified:')} anyone can write a token with these contents.\n\n`);
    terminal.out(
      fields(terminal, [
        ['kind', kind === 'jwt' ? 'jwt (generateJwt, the older one)' : 'token (generateToken)'],
        ['key', String(header.kid ?? 'none named')],
        ['algorithm', String(header.alg ?? 'none named')],
        ['expires', expiresAt ? moment(expiresAt) : 'never'],
        ['claims', JSON.stringify(claims, null, 2)],
      ]),
    );
    return EXIT.ok;
  },
});

function isoOrNull(at: Date | undefined): string | null {
  return at === undefined || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
