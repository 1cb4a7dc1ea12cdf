import { Vortex, VortexTokenError } from '@vortex/core';
import { jsonObject, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { apiKeyFor } from '../secrets.ts';
import { EXIT, UsageError } from '../terminal.ts';
import { moment } from '../time.ts';
import { decodeToken, kindOf } from './decode.ts';

const HELP = `vortex token create: signs a token for a Vortex component, as your server does.

Usage: vortex token create --user ID [options]

Options:
  --user ID            the user's id in your system
  --email ADDRESS      the user's email
  --name NAME          the user's name
  --component ID       the component's id
  --scope ID           the scope's id in your system (with --jwt it is not known)
  --expires-in TIME    5m, 1h, 7d or a number of seconds (default 30 days)
  --claims JSON        an object of further claims
  --jwt                the older kind, of generateJwt
  --api-key KEY        what to sign with (default VORTEX_API_KEY, else the emulator's)
  --json               { token, kind, kid, expiresAt } instead of the token alone
  --help               this text

The token goes to standard output and nothing else does. Rather set VORTEX_API_KEY than pass --api-key: other users of
the machine can see command lines.

Exit codes: 0 made, 2 wrong usage, or the key or a claim can't be used.

Examples:
  vortex token create --user user-123 --email ada@example.com --expires-in 1h
  vortex token create --user user-123 --claims '{"vars":{"team":"Engineering"}}'
  vortex token create --user user-123 | vortex token verify
`;

/** `vortex token create`. */
export const create: Command = {
  summary: 'sign a token',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: {
        user: { type: 'string' },
        email: { type: 'string' },
        name: { type: 'string' },
        component: { type: 'string' },
        scope: { type: 'string' },
        'expires-in': { type: 'string' },
        claims: { type: 'string' },
        jwt: { type: 'boolean' },
        'api-key': { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (!values.user) throw new UsageError('--user ID is wanted: whom the token speaks for.');
    if (values.jwt && values.scope !== undefined) throw new UsageError('--scope is not known to tokens of --jwt.');
    const claims = jsonObject('--claims', values.claims, '{"vars":{"team":"Engineering"}}');
    const vortex = new Vortex(apiKeyFor(values['api-key'], terminal));
    const token = sign(vortex, values, claims);
    const { expiresAt, header, ...decoded } = describe(token);
    if (values.json) terminal.out(`${JSON.stringify({ token, ...decoded, kid: header.kid, expiresAt })}\n`);
    else {
      terminal.out(`${token}\n`);
      if (expiresAt) terminal.error(`Expires ${moment(expiresAt)}.\n`);
    }
    return EXIT.ok;
  },
};

interface Values {
  readonly user?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly component?: string | undefined;
  readonly scope?: string | undefined;
  readonly 'expires-in'?: string | undefined;
  readonly jwt?: boolean | undefined;
}

function sign(vortex: Vortex, values: Values, claims: Record<string, unknown>): string {
  try {
    return signUnchecked(vortex, values, claims);
  } catch (error) {
    if (error instanceof VortexTokenError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function signUnchecked(vortex: Vortex, values: Values, claims: Record<string, unknown>): string {
  const { user: id = '', email, name, component, scope } = values;
  const time = values['expires-in'];
  const options = time === undefined ? {} : { expiresIn: /^\d+$/.test(time) ? Number(time) : time };
  const user = { id, ...(email !== undefined && { email }), ...(name !== undefined && { name }) };
  if (values.jwt) {
    return vortex.generateJwt({ ...claims, user, ...(component !== undefined && { componentId: component }) }, options);
  }
  return vortex.generateToken(
    { ...claims, user, ...(component !== undefined && { component }), ...(scope !== undefined && { scope }) },
    options,
  );
}

function describe(token: string) {
  const decoded = decodeToken(token);
  return { kind: kindOf(decoded), header: decoded.header, expiresAt: decoded.expiresAt };
}
