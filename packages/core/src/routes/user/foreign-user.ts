/** How other libraries say whether an email is verified: OpenID Connect and Firebase, Supabase. */
const VERIFICATION_MARKS = ['email_verified', 'email_confirmed_at'] as const;

/** Other libraries' marks that are also common in tables of users: there, one that says yes changes nothing. */
const COMMON_MARKS = [
  'verified',
  '_verified',
  'confirmed',
  'email_verified_at',
  'emailVerifiedAt',
  'isEmailVerified',
  'isVerified',
  'emailVerification',
];

/** What only a session has, of express-session, Lucia, Better Auth, Auth.js or a table of sessions, and not its user. */
const SESSION_FIELDS = [
  'cookie',
  'expires',
  'expiresAt',
  'expires_at',
  'expireAt',
  'userId',
  'user_id',
  'user',
  'token',
  'access_token',
  'sess',
  'session_id',
] as const;

/** What a session object can do beside its `data`: of Remix and React Router, of h3. */
const SESSION_METHODS = ['get', 'update', 'flash'];

/** What only the account of an identity provider has, or its claims. Its own mark for the email may be missing. */
const ACCOUNT_FIELDS = ['app_metadata', 'sub'] as const;

type ForeignField =
  | (typeof VERIFICATION_MARKS)[number]
  | (typeof SESSION_FIELDS)[number]
  | (typeof ACCOUNT_FIELDS)[number];

/** Fields by which a session, or a user object of another library, is told from a {@link VortexUser}: it has none. */
export type ForeignFields = {
  readonly [Field in ForeignField]?: undefined;
};

/**
 * Says what an object is if it is not the user: a session has an `id` too, and any visitor of the page would be signed in
 * under it.
 *
 * @returns `undefined` for what may be a user. With an `emailVerified` the app has decided on another library's mark.
 */
export function foreignFault(value: Readonly<Record<string, unknown>>): string | undefined {
  const has = (field: string): boolean => value[field] !== undefined && value[field] !== null;
  const session = SESSION_FIELDS.find(has);
  if (session) return `it has \`${session}\`, so it is a session or a grant, not its user: return { id, email, ... }`;
  if (has('data') && SESSION_METHODS.some((method) => typeof value[method] === 'function')) {
    return 'it has `data` and methods, so it is a session, not its user: return { id, email, ... }';
  }
  const decided = value.emailVerified !== undefined;
  // An account with metadata has phone numbers that may not be verified, too; a `sub` also stands in tables of users.
  const account = ACCOUNT_FIELDS.find((field) => has(field) && (field === 'app_metadata' || !decided));
  if (account) {
    return `it has \`${account}\`, so it is the account or the claims of an identity provider: return { id, email, emailVerified, ... }`;
  }
  if (decided) return undefined;
  const mark =
    VERIFICATION_MARKS.find((field) => value[field] !== undefined) ??
    COMMON_MARKS.find((field) => value[field] !== undefined && !value[field]);
  return mark && `it has \`${mark}\`, which is ignored: return emailVerified: ${conversionOf(mark)} as well`;
}

function conversionOf(mark: string): string {
  return mark === 'email_verified' ? 'user.email_verified === true' : `Boolean(user.${mark})`;
}
