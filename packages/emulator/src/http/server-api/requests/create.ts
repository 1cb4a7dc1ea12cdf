import type { CreateInput, ScopeInput } from '../../../cloud/invitations/input.ts';
import type { Target, TargetType } from '../../../cloud/types.ts';
import { BodyReader, checkAddress, isFields } from '../../validation.ts';
import { readUnfurlConfig } from './unfurl-config.ts';

const CREATE_EXAMPLE =
  '{"widgetConfigurationId":"my-component","target":{"type":"email","value":"ada@example.com"},"inviter":{"userId":"user-1"}}';

export function readCreate(value: unknown): CreateInput {
  const reader = new BodyReader();
  const body = reader.body(value, CREATE_EXAMPLE);
  reader.misnamed(body, '', {
    componentId: 'the component goes into "widgetConfigurationId"',
    widgetId: 'the component goes into "widgetConfigurationId"',
    scopeId: 'on the wire a scope is "groups": [{ "type", "groupId", "name" }]',
    scopeType: 'on the wire a scope is "groups": [{ "type", "groupId", "name" }]',
    scopes: 'on the wire this field is called "groups", and each of its elements has "groupId"',
  });
  const input: CreateInput = {
    componentId: reader.string(body, 'widgetConfigurationId', 'the id of a component'),
    targets: [readTarget(reader, body)],
    inviter: readInviter(reader, body),
    scopes: readGroups(reader, body.groups),
    source: reader.optionalString(body, 'source') ?? 'api',
    subtype: reader.optionalString(body, 'subtype') ?? null,
    templateVariables: readVariables(reader, body),
    metadata: reader.optionalObject(body, 'metadata'),
    formData: null,
    attributes: null,
    passThrough: null,
    unfurlConfig: readUnfurlConfig(reader, body),
  };
  reader.finish();
  return input;
}

function readTarget(reader: BodyReader, body: Readonly<Record<string, unknown>>): Target {
  const from = reader.object(body, 'target', '{"type":"email","value":"ada@example.com"}') ?? {};
  const named = from.type;
  const type = named === 'sms' ? 'phone' : named;
  if (isFields(body.target)) {
    if (type === 'share') {
      reader.problem('target.type', 'can\'t be "share": share links are made by the component, with a token.');
    } else if (type !== 'email' && type !== 'phone' && type !== 'internal') {
      reader.problem('target.type', 'must be "email", "phone" or "internal".');
    }
    const address = reader.string(from, 'target.value', 'an email address, a phone number or a user id');
    checkAddress(reader, 'target.value', type as TargetType, address);
  }
  return {
    type: type as TargetType,
    value: typeof from.value === 'string' ? from.value.trim() : '',
    name: reader.optionalString(from, 'target.name') ?? null,
    avatarUrl: reader.optionalString(from, 'target.avatarUrl') ?? null,
  };
}

function readInviter(reader: BodyReader, body: Readonly<Record<string, unknown>>): CreateInput['inviter'] {
  const from = reader.object(body, 'inviter', '{"userId":"user-1","name":"Ada"}');
  if (!from) return { userId: '', email: null, name: null, avatarUrl: null };
  // The SDKs disagree on these two names; the new one wins (docs/protocol.md §3.5).
  const name = reader.optionalString(from, 'inviter.name') ?? reader.optionalString(from, 'inviter.userName');
  const avatar =
    reader.optionalString(from, 'inviter.avatarUrl') ?? reader.optionalString(from, 'inviter.userAvatarUrl');
  return {
    userId: reader.string(from, 'inviter.userId', "the inviter's id in your system"),
    email: reader.optionalString(from, 'inviter.userEmail') ?? null,
    name: name ?? null,
    avatarUrl: avatar ?? null,
  };
}

function readGroups(reader: BodyReader, value: unknown): ScopeInput[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    reader.problem(
      'groups',
      'must be an array such as [{ "type": "team", "groupId": "team-1", "name": "Engineering" }].',
    );
    return [];
  }
  return value.flatMap((group: unknown, index) => {
    const path = `groups[${index}]`;
    if (!isFields(group)) {
      reader.problem(path, 'must be an object with "type", "groupId" and "name".');
      return [];
    }
    reader.misnamed(group, `${path}.`, { scopeId: 'on the wire the customer\'s id of a scope is called "groupId"' });
    return [
      {
        type: reader.string(group, `${path}.type`, 'the kind of scope, such as "team"'),
        groupId: reader.string(group, `${path}.groupId`, "the scope's id in your system"),
        name: reader.optionalString(group, `${path}.name`),
      },
    ];
  });
}

function readVariables(reader: BodyReader, body: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const from = reader.optionalObject(body, 'templateVariables');
  if (!from) return null;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    if (typeof value === 'string') variables[name] = value;
    else reader.problem(`templateVariables.${name}`, 'must be a string; convert numbers and dates first.');
  }
  return variables;
}
