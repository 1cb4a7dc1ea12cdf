import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readToken } from '../input.ts';
import { EXIT, fields, UsageError, yellow } from '../terminal.ts';
import { moment } from '../time.ts';
import { decodeToken, kindOf } from './decode.ts';

const HELP = `vortex token inspect: shows what a token says. It checks nothing; vortex token verify does.

Usage: vortex token inspect [TOKEN] [options]

Without TOKEN, or with -, the token is read from standard input, which keeps it out of the shell's history.

Options:
  --json    { verified: false, kind, header, claims, expiresAt, expired }
  --help    this text

Exit codes: 0 it can be read, 1 it is no token, 2 wrong usage.

Examples:
  vortex token inspect eyJhbGciOi...
  vortex token create --user user-123 | vortex token inspect --json
`;

/** `vortex token inspect`. */
export const inspect: Command = {
  summary: 'show what a token says',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError('one token is wanted.');
    const decoded = decodeToken(await readToken(positionals[0], terminal));
    const { header, claims, expiresAt } = decoded;
    const kind = kindOf(decoded);
    if (values.json) {
      const expired = expiresAt === undefined ? null : expiresAt.getTime() <= Date.now();
      terminal.out(
        `${JSON.stringify({ verified: false, kind, header, claims, expiresAt: isoOrNull(expiresAt), expired })}\n`,
      );
      return EXIT.ok;
    }
    terminal.out(`${yellow(terminal, 'Not verified:')} anybody can write a token that says this.\n\n`);
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
};

function isoOrNull(at: Date | undefined): string | null {
  return at === undefined || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
