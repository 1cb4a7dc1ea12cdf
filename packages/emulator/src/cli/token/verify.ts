import { isVortexError, VortexConfigError, verifyToken } from '@vortex/core';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readToken } from '../input.ts';
import { apiKeyFor } from '../secrets.ts';
import { EXIT, fields, green, red, UsageError } from '../terminal.ts';
import { moment } from '../time.ts';

const HELP = `vortex token verify: checks a token's signature and expiry, and shows what it says.

Usage: vortex token verify [TOKEN] [options]

Without TOKEN, or with -, the token is read from standard input, which keeps it out of the shell's history.

Options:
  --api-key KEY    the key that must have signed it (default VORTEX_API_KEY, else the emulator's); may be repeated
  --json           { valid, kind, kid, userId, expiresAt, claims } or { valid: false, code, message }
  --help           this text

Exit codes: 0 it holds, 1 it does not, 2 wrong usage, or the key can't be used.

Examples:
  vortex token create --user user-123 | vortex token verify
  VORTEX_API_KEY=VRTX... vortex token verify eyJhbGciOi...
`;

/** `vortex token verify`. */
export const verify: Command = {
  summary: 'check a token’s signature and expiry',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { 'api-key': { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError('one token is wanted.');
    const keys = values['api-key'] ?? [apiKeyFor(undefined, terminal)];
    const token = await readToken(positionals[0], terminal);
    try {
      const { kind, kid, userId, expiresAt, claims } = await verifyToken(token, keys);
      if (values.json) {
        terminal.out(`${JSON.stringify({ valid: true, kind, kid, userId: userId ?? null, expiresAt, claims })}\n`);
        return EXIT.ok;
      }
      terminal.out(`${green(terminal, 'It holds.')}\n\n`);
      terminal.out(
        fields(terminal, [
          ['kind', kind],
          ['key', kid],
          ['user', userId ?? 'nobody: invitations will not be attributed'],
          ['expires', moment(expiresAt)],
          ['claims', JSON.stringify(claims, null, 2)],
        ]),
      );
      return EXIT.ok;
    } catch (error) {
      if (!isVortexError(error) || error instanceof VortexConfigError) throw error;
      if (values.json) terminal.out(`${JSON.stringify({ valid: false, code: error.code, message: error.message })}\n`);
      else terminal.error(`${red(terminal, error.message)} (${error.code})\n`);
      return EXIT.failed;
    }
  },
};
