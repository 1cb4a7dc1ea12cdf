import { isListOfStrings } from '../../shared/checks/is-list-of-strings.ts';
import { isRecord } from '../../shared/checks/is-record.ts';
import { isText } from '../../shared/checks/is-text.ts';
import { foreignFault } from './foreign-user.ts';

type Check = readonly [fits: (value: unknown) => boolean, expected: string];

const STRING: Check = [(value) => typeof value === 'string', 'a string'];
const STRINGS: Check = [isListOfStrings, 'an array of strings'];

/** What a field may hold when it is neither left out nor null; entries, for they are gone through at each request. */
const FIELDS: readonly (readonly [name: string, check: Check])[] = /* @__PURE__ */ Object.entries<Check>({
  email: STRING,
  emailVerified: [
    (value) => typeof value === 'boolean',
    'true or false; convert other values with Boolean(user.emailVerified)',
  ],
  phone: STRING,
  name: STRING,
  avatarUrl: STRING,
  adminScopes: STRINGS,
  allowedEmailDomains: STRINGS,
  scopes: [
    (value) => Array.isArray(value) && Array.from(value).every(isScope),
    'an array of { type, id, admin? }: type a string, id a string or a safe integer, admin true or false',
  ],
  attributes: [isRecord, 'an object'],
});

/**
 * Says what keeps a value from being the signed-in user. Every field is looked at, so that a getter that throws does so
 * here. Values stay out of it.
 */
export function userFault(value: unknown): string | undefined {
  if (!isRecord(value)) return `it is ${Array.isArray(value) ? 'an array' : `of type ${typeof value}`}`;
  const foreign = foreignFault(value);
  if (foreign) return foreign;
  if (!isId(value.id)) return 'its id must be a non-empty string or a safe integer';
  for (const [name, [fits, expected]] of FIELDS) {
    const field = value[name];
    if (field !== undefined && field !== null && !fits(field)) return `its ${name} must be ${expected}`;
  }
  return undefined;
}

function isScope(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { type, id, admin } = value;
  return typeof type === 'string' && isId(id) && typeof (admin ?? false) === 'boolean';
}

/** Past the safe integers two ids would be one number. */
function isId(value: unknown): boolean {
  return isText(value) || Number.isSafeInteger(value);
}
