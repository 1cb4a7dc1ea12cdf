/** The signed-in user as `authenticate` of the routes returns it: a `VortexUser` is one. */
export interface SignedInUser {
  readonly id: string | number;
  readonly email?: string | null | undefined;
  readonly emailVerified?: boolean | null | undefined;
  readonly phone?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly avatarUrl?: string | null | undefined;
  readonly adminScopes?: readonly string[] | null | undefined;
  readonly allowedEmailDomains?: readonly string[] | null | undefined;
  readonly scopes?: readonly object[] | null | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | null | undefined;
}

interface TokenUser {
  readonly id: string | number;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly name: string | undefined;
  readonly avatarUrl: string | undefined;
  readonly adminScopes: string[] | undefined;
  readonly allowedEmailDomains: string[] | undefined;
}

/** Told by the fields that no token has: what the user may do in the app is not for the page to see. */
export function isSignedInUser(user: object): user is SignedInUser {
  const { emailVerified, scopes } = user as Partial<SignedInUser>;
  return emailVerified !== undefined || Array.isArray(scopes);
}

/**
 * The fields of a signed-in user that are added to a token. An email that is not verified is left out: components show
 * what was sent to the address in their token.
 */
export function tokenUser(user: SignedInUser): TokenUser {
  const { id, email, emailVerified, phone, name, avatarUrl, adminScopes, allowedEmailDomains } = user;
  const verified = emailVerified === undefined || emailVerified === true;
  return {
    id,
    email: (verified && email) || undefined,
    phone: phone || undefined,
    name: name || undefined,
    avatarUrl: avatarUrl || undefined,
    adminScopes: adminScopes?.length ? [...adminScopes] : undefined,
    allowedEmailDomains: allowedEmailDomains?.length ? [...allowedEmailDomains] : undefined,
  };
}
