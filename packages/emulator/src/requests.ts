import type { Target, TargetType, UnfurlConfig } from './types.ts';
import { BodyReader, checkAddress, isFields, readUnfurlConfig } from './validation.ts';

/** A scope as requests name it. */
export interface ScopeInput {
  readonly type: string;
  readonly groupId: string;
  readonly name: string | undefined;
}

/** Endpoint 2 of protocol §3.2, checked. */
export interface CreateInput {
  readonly componentId: string;
  readonly target: Target;
  readonly inviter: {
    readonly userId: string;
    readonly email: string | null;
    readonly name: string | null;
    readonly avatarUrl: string | null;
  };
  readonly scopes: readonly ScopeInput[];
  readonly source: string;
  readonly subtype: string | null;
  readonly templateVariables: Readonly<Record<string, string>> | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly unfurlConfig: UnfurlConfig | null;
}

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
    target: readTarget(reader, body),
    inviter: readInviter(reader, body),
    scopes: readGroups(reader, body.groups),
    source: reader.optionalString(body, 'source') ?? 'api',
    subtype: reader.optionalString(body, 'subtype') ?? null,
    templateVariables: readVariables(reader, body),
    metadata: reader.optionalObject(body, 'metadata'),
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
      reader.problem('target.type', 'can not be "share": share links are made by the component, with a token.');
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
  // The SDKs disagree on these two names; the new one wins (protocol §3.5).
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
    else reader.problem(`templateVariables.${name}`, 'must be a string; turn numbers and dates into text first.');
  }
  return variables;
}

/** Endpoint 5, checked. Everything the acceptor is known by. */
export interface AcceptInput {
  readonly invitationIds: readonly string[];
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly name: string | undefined;
  readonly isExisting: boolean | undefined;
}

export function readAccept(value: unknown): AcceptInput {
  const reader = new BodyReader();
  const body = reader.body(value, '{"invitationIds":["..."],"user":{"email":"ada@example.com"}}');
  const ids = reader.strings(body, 'invitationIds', 'invitation ids');
  if (Array.isArray(body.invitationIds) && ids.length === 0) {
    reader.problem('invitationIds', 'must name at least one invitation.');
  }
  // Old SDKs send `target` instead of `user` (protocol §3.7).
  const user = body.user === undefined && isFields(body.target) ? userOfTarget(reader, body.target) : body.user;
  const from = isFields(user) ? user : undefined;
  if (!from)
    reader.problem('user', 'must be an object with "email" or "phone", for example {"email":"ada@example.com"}.');
  const email = from && reader.optionalString(from, 'user.email');
  const phone = from && reader.optionalString(from, 'user.phone');
  if (from && !email && !phone)
    reader.problem('user', 'must have "email" or "phone": without either nobody can be told apart.');
  if (email) checkAddress(reader, 'user.email', 'email', email);
  if (phone) checkAddress(reader, 'user.phone', 'phone', phone);
  const name = from && reader.optionalString(from, 'user.name');
  const isExisting = from?.isExisting;
  if (isExisting !== undefined && typeof isExisting !== 'boolean') {
    reader.problem('user.isExisting', 'must be true or false, or left out when it is not known.');
  }
  reader.finish();
  return {
    invitationIds: [...new Set(ids)],
    email: email || undefined,
    phone: phone || undefined,
    name,
    isExisting: typeof isExisting === 'boolean' ? isExisting : undefined,
  };
}

function userOfTarget(reader: BodyReader, target: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const value = reader.string(target, 'target.value', 'an email address or a phone number');
  if (target.type === 'email') return { email: value };
  if (target.type === 'phone' || target.type === 'phoneNumber' || target.type === 'sms') return { phone: value };
  reader.problem('target.type', 'must be "email" or "phone"; better, send "user" with "email" or "phone".');
  return { email: value };
}

/** Endpoint 11, checked. Domains are in lower case without a leading `@`. */
export interface AutojoinInput {
  readonly scope: ScopeInput;
  readonly domains: readonly string[];
  readonly componentId: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

export function readAutojoin(value: unknown): AutojoinInput {
  const reader = new BodyReader();
  const body = reader.body(
    value,
    '{"scopeType":"team","scope":"team-1","domains":["example.com"],"componentId":"my-component"}',
  );
  const domains = reader.strings(body, 'domains', 'email domains').map(normalizeDomain);
  for (const domain of domains) {
    if (!/^[^\s@.]+(\.[^\s@.]+)+$/.test(domain)) {
      reader.problem('domains', `has ${JSON.stringify(domain)}, which is not a domain such as example.com.`);
    }
  }
  const input: AutojoinInput = {
    scope: {
      type: reader.string(body, 'scopeType', 'the kind of scope, such as "team"'),
      groupId: reader.string(body, 'scope', "the scope's id in your system"),
      name: reader.optionalString(body, 'scopeName'),
    },
    domains: [...new Set(domains)],
    componentId: reader.string(
      // Its name before the rename, still sent by old SDKs (protocol §3.8).
      body.componentId === undefined ? { ...body, componentId: body.widgetId } : body,
      'componentId',
      'the id of a component',
    ),
    metadata: reader.optionalObject(body, 'metadata'),
  };
  reader.finish();
  return input;
}

/** Trimmed, in lower case, without a leading `@`: how the real Cloud normalises is not documented (protocol §3.8). */
export function normalizeDomain(domain: string): string {
  return domain.trim().toLowerCase().replace(/^@/, '');
}

/** Endpoint 12, checked. */
export interface SyncInput {
  readonly creatorId: string;
  readonly targetValue: string;
  readonly action: 'accepted' | 'declined';
  readonly componentId: string;
}

export function readSync(value: unknown): SyncInput {
  const reader = new BodyReader();
  const body = reader.body(
    value,
    '{"creatorId":"user-1","targetValue":"user-2","action":"accepted","componentId":"my-component"}',
  );
  const { action } = body;
  if (action !== 'accepted' && action !== 'declined') reader.problem('action', 'must be "accepted" or "declined".');
  const input = {
    creatorId: reader.string(body, 'creatorId', "the inviter's user id"),
    targetValue: reader.string(body, 'targetValue', "the invited person's user id"),
    componentId: reader.string(body, 'componentId', 'the id of a component'),
  };
  reader.finish();
  return { ...input, action: action as SyncInput['action'] };
}

/** The `start` of a list: an offset (protocol §3.3), 0 when left out. */
export function readStart(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const reader = new BodyReader();
  reader.problem('start', 'must be a whole number from 0: how many invitations to skip.');
  reader.finish();
  return 0;
}

const TARGET_TYPES: Readonly<Record<string, TargetType>> = {
  email: 'email',
  phone: 'phone',
  phoneNumber: 'phone',
  sms: 'phone',
  internal: 'internal',
  username: 'internal',
};

/** The query of endpoint 1. The older names of target types are understood (protocol §3.3). */
export function readTargetQuery(
  type: string | undefined,
  value: string | undefined,
): { type: TargetType; value: string } {
  const reader = new BodyReader();
  const known = Object.hasOwn(TARGET_TYPES, type ?? '') ? TARGET_TYPES[type ?? ''] : undefined;
  if (!known) {
    reader.problem(
      'targetType',
      'must be in the query as "email", "phone" or "internal" (also "phoneNumber", "username").',
    );
  }
  if (!value?.trim()) reader.problem('targetValue', 'must be in the query: the address or user id to look for.');
  reader.finish();
  return { type: known ?? 'email', value: value ?? '' };
}
