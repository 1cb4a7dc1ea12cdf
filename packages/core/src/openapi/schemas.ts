import type { OpenApiSchema } from './types.ts';

const string: OpenApiSchema = { type: 'string' };
const nullableString: OpenApiSchema = { type: 'string', nullable: true };
const boolean: OpenApiSchema = { type: 'boolean' };
const integer: OpenApiSchema = { type: 'integer' };
const time: OpenApiSchema = { type: 'string', format: 'date-time' };
const anyObject: OpenApiSchema = { type: 'object', additionalProperties: true };
const nullableObject: OpenApiSchema = { ...anyObject, nullable: true };

/** The names that shared schemas have in a document. */
export type SchemaName =
  | 'VortexError'
  | 'VortexInvitation'
  | 'VortexInvitationTarget'
  | 'VortexInvitationScope'
  | 'VortexInvitationAcceptance'
  | 'VortexInvitations'
  | 'VortexSuccess'
  | 'VortexAutojoin';

/** A reference to one of {@link SCHEMAS}. */
export const ref = (name: SchemaName): OpenApiSchema => ({ $ref: `#/components/schemas/${name}` });

/** An array of something. */
export const list = (items: OpenApiSchema): OpenApiSchema => ({ type: 'array', items });

/** An object, of whose fields some are always there. */
export function object(properties: Record<string, OpenApiSchema>, required: string[] = []): OpenApiSchema {
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

export const FIELDS: {
  readonly string: OpenApiSchema;
  readonly boolean: OpenApiSchema;
  readonly integer: OpenApiSchema;
  readonly anyObject: OpenApiSchema;
} = { string, boolean, integer, anyObject };

/** What several operations share, under the names that it has in a document. */
export const SCHEMAS: Readonly<Record<SchemaName, OpenApiSchema>> = {
  VortexError: object(
    {
      error: { ...string, description: 'What went wrong, for a developer to read.' },
      code: { ...string, description: 'What went wrong, for a program to tell apart, such as `unauthenticated`.' },
    },
    ['error', 'code'],
  ),
  VortexInvitationTarget: object(
    {
      type: { ...string, description: '`email`, `phone`, `internal` or `share`; more may come.' },
      value: string,
      name: nullableString,
      avatarUrl: nullableString,
    },
    ['type', 'value'],
  ),
  VortexInvitationScope: object(
    { id: string, accountId: string, scopeId: string, groupId: string, type: string, name: string, createdAt: time },
    ['scopeId', 'groupId', 'type', 'name'],
  ),
  VortexInvitationAcceptance: object(
    { id: string, accountId: string, acceptedAt: time, target: ref('VortexInvitationTarget') },
    ['id', 'acceptedAt'],
  ),
  VortexInvitation: object(
    {
      id: string,
      accountId: string,
      status: {
        ...string,
        description: 'Where the invitation stands, such as `delivered` or `accepted`; more may come.',
      },
      invitationType: { ...string, description: '`single_use`, `multi_use` or `autojoin`; more may come.' },
      target: list(ref('VortexInvitationTarget')),
      scopes: list(ref('VortexInvitationScope')),
      groups: list(ref('VortexInvitationScope')),
      accepts: list(ref('VortexInvitationAcceptance')),
      deliveryTypes: list(string),
      deliveryCount: integer,
      clickThroughs: integer,
      views: integer,
      deactivated: boolean,
      expired: boolean,
      expires: time,
      createdAt: time,
      modifiedAt: { ...time, nullable: true },
      foreignCreatorId: { ...string, description: "The inviter's id in your system." },
      creatorName: nullableString,
      creatorAvatarUrl: nullableString,
      widgetConfigurationId: string,
      formSubmissionData: nullableObject,
      configurationAttributes: nullableObject,
      attributes: nullableObject,
      metadata: nullableObject,
      passThrough: nullableString,
      source: string,
      subtype: nullableString,
    },
    ['id', 'scopes', 'groups'],
  ),
  VortexInvitations: object({ invitations: list(ref('VortexInvitation')) }, ['invitations']),
  VortexSuccess: object({ success: boolean }, ['success']),
  VortexAutojoin: object(
    {
      autojoinDomains: list(object({ id: string, domain: string }, ['id', 'domain'])),
      invitation: {
        nullable: true,
        allOf: [ref('VortexInvitation')],
        description: 'The invitation of type `autojoin`, or null.',
      },
    },
    ['autojoinDomains', 'invitation'],
  ),
};
