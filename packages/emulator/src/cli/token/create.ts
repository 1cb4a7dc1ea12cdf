import type { Vortex } from '@vortex/core';
import { CLI } from '../../shared/cli-name.ts';
import { API_KEY, DOTENV } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { readObject } from '../shell/read.ts';
import { EXIT, UsageError } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { moment } from '../shell/time.ts';
import { decodeToken, kindOf } from './decode.ts';

/** `token create`. */
export const create: Command = command({
  summary: 'sign a token',
  about: 'Signs a token for a Vortex component, as your server does.',
  options: {
    user: { value: 'ID', about: "the user's id in your system", missing: 'the user the token is for' },
    email: { value: 'ADDRESS', about: "the user's email" },
    name: { value: 'NAME', about: "the user's name" },
    component: { value: 'ID', about: "the component's id" },
    scope: { value: 'TYPE:ID', about: 'the scope, such as team:42 (not with --jwt)' },
    expiresIn: { value: 'TIME', about: '5m, 1h, 7d or a number of seconds (default 30 days)' },
    claims: {
      value: 'JSON',
      about: 'an object of further claims',
      read: readObject('{"vars":{"team":"Engineering"}}'),
    },
    jwt: { about: 'create the older kind of token, as generateJwt does' },
    ...API_KEY,
    ...DOTENV,
    json: { about: '{ token, kind, kid, expiresAt } instead of only the token' },
  },
  notes: [
    'Only the token is written to standard output. Prefer VORTEX_API_KEY to --api-key: other users of the machine can see command lines.',
  ],
  exits: { 0: 'made', 2: 'wrong usage, or the key or a claim is invalid' },
  examples: [
    `${CLI} token create --user user-123 --email ada@example.com --expires-in 1h`,
    `${CLI} token create --user user-123 --scope team:42 --claims '{"vars":{"team":"Engineering"}}'`,
    `${CLI} token create --user user-123 | ${CLI} token verify`,
  ],
  async run({ options }, terminal) {
    if (options.jwt && options.scope !== undefined) throw new UsageError("--scope can't be used with --jwt.");
    const settings = new Settings(terminal, options);
    const apiKey = settings.apiKey();
    settings.tell();
    const { Vortex, VortexTokenError } = await import('@vortex/core');
    let token: string;
    try {
      token = sign(new Vortex(apiKey), options);
    } catch (error) {
      if (error instanceof VortexTokenError) throw new UsageError(error.message, { cause: error });
      throw error;
    }
    const decoded = decodeToken(token);
    const { expiresAt } = decoded;
    if (options.json) terminal.out(jsonLine({ token, kind: kindOf(decoded), kid: decoded.header.kid, expiresAt }));
    else {
      terminal.out(`${token}\n`);
      if (expiresAt) terminal.error(`Expires ${moment(expiresAt)}.\n`);
    }
    return EXIT.ok;
  },
});

interface TokenOptions {
  readonly user: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly component: string | undefined;
  readonly scope: string | undefined;
  readonly expiresIn: string | undefined;
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  readonly jwt: true | undefined;
}

function sign(vortex: Vortex, options: TokenOptions): string {
  const { user: id, email, name, component, scope, claims = {}, expiresIn: time } = options;
  const how = time === undefined ? {} : { expiresIn: /^\d+$/.test(time) ? Number(time) : time };
  const user = { id, ...(email !== undefined && { email }), ...(name !== undefined && { name }) };
  if (options.jwt) {
    return vortex.generateJwt({ ...claims, user, ...(component !== undefined && { componentId: component }) }, how);
  }
  return vortex.generateToken(
    { ...claims, user, ...(component !== undefined && { component }), ...(scope !== undefined && { scope }) },
    how,
  );
}
