import type { CreateInput, ScopeInput } from '../../cloud/invitations/input.ts';
import { readUnfurlConfig } from '../server-api/requests/unfurl-config.ts';
import { BodyReader, type Fields, isFields } from '../validation.ts';
import type { Bearer } from './bearer.ts';
import { readTargets } from './targets.ts';

const EXAMPLE =
  '{"widgetConfigurationId":"my-component","payload":{"email":{"type":"email","value":"ada@example.com"}},"source":"email"}';

/** What a component submits, as one create for each address in its form (docs/protocol.md §6.1). */
export function readSubmission(value: unknown, bearer: Bearer): CreateInput[] {
  const reader = new BodyReader();
  const body = reader.body(value, EXAMPLE);
  const common = readCommon(reader, body, bearer);
  const targets = readTargets(reader, body);
  reader.finish();
  return targets.map((those) => ({ ...common, targets: those }));
}

/** What a share link is asked for with. It has no address. */
export function readShare(value: unknown, bearer: Bearer): Omit<CreateInput, 'targets'> {
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

function readCommon(reader: BodyReader, body: Fields, bearer: Bearer): Omit<CreateInput, 'targets'> {
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
    formData: readForm(reader, body),
    attributes: bearer.attributes,
    passThrough: reader.optionalString(body, 'passThrough') ?? null,
    unfurlConfig: metadata ? readUnfurlConfig(reader, metadata) : null,
  };
}

/** What the form held, and what was handed to the component for it. */
function readForm(reader: BodyReader, body: Fields): Record<string, unknown> | null {
  const given = reader.optionalObject(body, 'configurationAttributes');
  const payload = isFields(body.payload) ? body.payload : null;
  return given || payload ? { ...given, ...payload } : null;
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
    // The mobile SDKs send both names, and either may be null.
    const named = { groupId: group.groupId ?? group.id };
    const groupId = reader.string(named, `${path}.groupId`, "the scope's id in your system");
    return [{ type, groupId, name: reader.optionalString(group, `${path}.name`) }];
  });
  if (!scope) return named;
  if (named.some(({ type, groupId }) => type !== scope.type || groupId !== scope.groupId))
    reader.problem('groups', `names a different scope from the token, which is for ${scope.type}:${scope.groupId}.`);
  return [{ ...scope, name: named[0]?.name }];
}
