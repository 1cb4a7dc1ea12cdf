import { CommandError } from '../shell/terminal.ts';

/** What a token says, which nobody has checked. */
export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The earlier of `exp` and the older `expires`; absent when it has neither. */
  readonly expiresAt: Date | undefined;
}

/** Reads a token without checking anything of it. */
export function decodeToken(token: string): DecodedToken {
  const parts = token.split('.');
  if (parts.length !== 3) {
    throw new CommandError(
      `this is not a token: it has ${parts.length === 1 ? 'one part' : `${parts.length} parts`} between dots instead of 3.`,
    );
  }
  const [header, claims] = [jsonOf(parts[0], 'first'), jsonOf(parts[1], 'second')];
  const times = [claims.exp, claims.expires].filter((time) => typeof time === 'number');
  return { header, claims, expiresAt: times.length > 0 ? new Date(Math.min(...times) * 1000) : undefined };
}

function jsonOf(part: string | undefined, which: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, as for JSON that is not an object.
  }
  throw new CommandError(`this is not a token: its ${which} part is not a JSON object in base64url.`);
}

/** Which method makes tokens like this one. */
export function kindOf({ claims }: DecodedToken): 'token' | 'jwt' {
  return claims.exp === undefined && claims.expires !== undefined ? 'jwt' : 'token';
}
