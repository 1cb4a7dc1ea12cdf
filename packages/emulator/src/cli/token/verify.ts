import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, DOTENV } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { readToken } from '../shell/input.ts';
import { EXIT } from '../shell/terminal.ts';
import { fields, jsonLine } from '../shell/text.ts';
import { moment } from '../shell/time.ts';

/** `token verify`. */
export const verify: Command = command({
  summary: "check a token's signature and expiry",
  about:
    "Checks a token's signature and expiry, and shows its contents. Without TOKEN, or with -, the token is read from standard input, which keeps it out of the shell's history.",
  argument: { name: 'TOKEN', about: 'the token', optional: true },
  options: {
    apiKey: { ...API_KEY.apiKey, many: true, about: `${API_KEY.apiKey.about}; may be repeated` },
    ...DOTENV,
    json: {
      about: '{ valid, kind, kid, userId, expiresAt, claims } or { valid: false, code, message }',
    },
  },
  exits: { 0: 'the token is valid', 1: 'it is not', 2: 'wrong usage, or the key is invalid' },
  examples: [
    `${CLI} token create --user user-123 | ${CLI} token verify`,
    `VORTEX_API_KEY=VRTX... ${CLI} token verify eyJhbGciOi...`,
  ],
  async run({ argument, options: { apiKey: given, dotenv, json } }, terminal) {
    const keys = given ?? apiKeyOf(new Settings(terminal, { dotenv }));
    const text = await readToken(argument, terminal);
    const { isVortexError, VortexConfigError, verifyToken } = await import('@vortex/core');
    try {
      const { kind, kid, userId, expiresAt, claims } = await verifyToken(text, keys);
      if (json) {
        terminal.out(jsonLine({ valid: true, kind, kid, userId: userId ?? null, expiresAt, claims }));
        return EXIT.ok;
      }
      terminal.out(`${terminal.styles.green('The token is valid.')}\n\n`);
      terminal.out(
        fields(terminal, [
          ['kind', kind],
          ['key', kid],
          ['user', userId ?? 'none: invitations will not be attributed to anyone'],
          ['expires', moment(expiresAt)],
          ['claims', JSON.stringify(claims, null, 2)],
        ]),
      );
      return EXIT.ok;
    } catch (error) {
      if (!isVortexError(error) || error instanceof VortexConfigError) throw error;
      if (json) terminal.out(jsonLine({ valid: false, code: error.code, message: error.message }));
      else terminal.error(`${terminal.errorStyles.red(error.message)} (${error.code})\n`);
      return EXIT.failed;
    }
  },
});

function apiKeyOf(settings: Settings): string[] {
  const keys = [settings.apiKey()];
  settings.tell();
  return keys;
}
