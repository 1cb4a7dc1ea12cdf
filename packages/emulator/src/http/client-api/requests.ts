import type { CreateInput, ScopeInput } from '../../cloud/invitations/input.ts';
import type { Target, TargetType } from '../../cloud/types.ts';
import { readUnfurlConfig } from '../server-api/requests/unfurl-config.ts';
import { BodyReader, checkAddress, type Fields, isFields } from '../validation.ts';
import type { Bearer } from './bearer.ts';

const EXAMPLE =
  '{"widgetConfigurationId":"my-component","payload":{"email":{"type":"email","value":"ada@example.com"}},"source":"email"}';

/** What a component submits, as one create for each address in its form (protocol §6.1). */
export function readSubmission(value: unknown, bearer: Bearer): CreateInput[] {
  const reader = new BodyReader();
  const body = reader.body(value, EXAMPLE);
  const common = readCommon(reader, body, bearer);
  const targets = readTargets(reader, body);
  reader.finish();
  return targets.map((target) => ({ ...common, target }));
}

/** What a share link is asked for with. It has no address. */
export function readShare(value: unknown, bearer: Bearer): Omit<CreateInput, 'target'> {
  const reader = new BodyReader();
  const body = reader.body(value ?? {}, '{"widgetConfigurationId":"my-component"}');
  const common = readCommon(reader, body, bearer);
  reader.finish();
  return { ...common, source: 'share' };
}

/** The invitation to accept, by the bearer of the token. */
export function readClientAccept(value: unknown): { invitationId: string; isExisting: boolean | undefined } {
  const reader = new BodyReader();
  const body = reader.body(value, '{"invitationId":"..."}');
  reader.misnamed(body, '', {
    invitationIds: 'the client API accepts one at a time, in "invitationId"',
    user: 'the token says who accepts',
  });
  const invitationId = reader.string(body, 'invitationId', 'the id of an invitation');
  if (body.isExisting !== undefined && typeof body.isExisting !== 'boolean')
    reader.problem('isExisting', 'must be true or false, or left out.');
  reader.finish();
  return { invitationId, isExisting: typeof body.isExisting === 'boolean' ? body.isExisting : undefined };
}

/** A device's fingerprint; what is in it does not matter here, only that it comes as the mobile SDKs send it. */
export function readFingerprint(value: unknown): void {
  const reader = new BodyReader();
  const example = '{"fingerprint":{"platform":"ios"}}';
  reader.object(reader.body(value, example), 'fingerprint', '{"platform":"ios"}');
  reader.finish();
}

function readCommon(reader: BodyReader, body: Fields, bearer: Bearer): Omit<CreateInput, 'target'> {
  const metadata = reader.optionalObject(body, 'metadata');
  const variables = reader.optionalObject(body, 'templateVariables');
  const texts = Object.entries(variables ?? {}).filter((entry): entry is [string, string] => {
    if (typeof entry[1] !== 'string') reader.problem(`templateVariables.${entry[0]}`, 'must be a string.');
    return typeof entry[1] === 'string';
  });
  return {
    componentId:
      body.widgetConfigurationId === undefined && bearer.component !== undefined
        ? bearer.component
        : reader.string(body, 'widgetConfigurationId', 'the id of a component'),
    inviter: {
      userId: bearer.id,
      email: bearer.email ?? null,
      name: bearer.name ?? null,
      avatarUrl: bearer.avatarUrl ?? null,
    },
    scopes: readScopes(reader, body, bearer),
    source: reader.optionalString(body, 'source') ?? 'email',
    subtype: reader.optionalString(body, 'subtype') ?? null,
    templateVariables: variables && Object.fromEntries(texts),
    metadata,
    unfurlConfig: metadata ? readUnfurlConfig(reader, metadata) : null,
  };
}

/** The scope that the server has signed; what a page names counts only where the token leaves it open. */
function readScopes(reader: BodyReader, body: Fields, { scope }: Bearer): ScopeInput[] {
  const given = body.groups ?? (body.group === undefined || body.group === null ? [] : [body.group]);
  if (!Array.isArray(given)) {
    reader.problem('groups', 'must be an array such as [{ "type": "team", "groupId": "team-1" }].');
    return [];
  }
  const named = given.flatMap((group: unknown, index): ScopeInput[] => {
    const path = `groups[${index}]`;
    if (!isFields(group)) {
      reader.problem(path, 'must be an object with "type" and "groupId".');
      return [];
    }
    const type = reader.string(group, `${path}.type`, 'the kind of scope, such as "team"');
    const groupId = reader.string(group, `${path}.groupId`, "the scope's id in your system");
    return [{ type, groupId, name: reader.optionalString(group, `${path}.name`) }];
  });
  if (!scope) return named;
  if (named.some(({ type, groupId }) => type !== scope.type || groupId !== scope.groupId))
    reader.problem('groups', `names another scope than the token, which is for ${scope.type}:${scope.groupId}.`);
  return [{ ...scope, name: named[0]?.name }];
}

function readTargets(reader: BodyReader, body: Fields): Target[] {
  const payload = reader.object(body, 'payload', '{"email":{"type":"email","value":"ada@example.com"}}') ?? {};
  const targets = Object.entries(payload).flatMap(([field, entry]) => {
    if (!isFields(entry)) {
      reader.problem(`payload.${field}`, 'must be an object with "type" and "value".');
      return [];
    }
    const type = targetType(entry.type) ?? targetType(field);
    // A form has other fields too; they are kept nowhere here.
    if (!type) return [];
    const values: unknown[] = Array.isArray(entry.value) ? entry.value : [entry.value];
    return values.map((value) => readTarget(reader, `payload.${field}`, type, value));
  });
  if (isFields(body.payload) && targets.length === 0)
    reader.problem('payload', 'must have a field of the type "email", "phone" or "internal".');
  return targets;
}

function readTarget(reader: BodyReader, field: string, type: TargetType, value: unknown): Target {
  const address = reader.string({ value }, `${field}.value`, 'an email address, a phone number or a user id');
  checkAddress(reader, `${field}.value`, type, address);
  return { type, value: address.trim(), name: null, avatarUrl: null };
}

function targetType(type: unknown): TargetType | undefined {
  if (type === 'email' || type === 'phone' || type === 'internal') return type;
  return type === 'sms' || type === 'phoneNumber' ? 'phone' : undefined;
}
