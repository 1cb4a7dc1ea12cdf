import { FIELDS, list, object, ref } from './schemas.ts';
import type { OpenApiSchema } from './types.ts';

const { string, boolean, integer, anyObject } = FIELDS;

/** What is said of a route beside its path and its method. */
export interface RouteDescription {
  readonly operationId: string;
  readonly summary: string;
  /** Query parameters, all required. */
  readonly query?: Readonly<Record<string, OpenApiSchema>>;
  readonly body?: OpenApiSchema;
  readonly reply: OpenApiSchema;
  /** Why it can be refused, beside what can happen to every route. */
  readonly refusals: readonly (403 | 404 | 409)[];
}

const TOKEN_REQUEST: OpenApiSchema = object({
  context: {
    ...object({
      componentId: string,
      scope: { ...string, description: "The scope's id in your system." },
      scopeType: string,
    }),
    description: 'What the page asks for.',
  },
});

const ACCEPT_REQUEST: OpenApiSchema = object(
  {
    invitationIds: { ...list(string), minItems: 1, maxItems: 50 },
    user: {
      ...object({ email: string, phone: string, name: string, isExisting: boolean }),
      description: "Who accepts. Default: the signed-in user's own addresses.",
    },
    target: {
      ...object({ type: string, value: string }, ['type', 'value']),
      description: 'The older form of `user`.',
    },
  },
  ['invitationIds'],
);

const SYNC_REQUEST: OpenApiSchema = object(
  {
    creatorId: { ...string, description: "The inviter's id in your system." },
    targetValue: { ...string, description: "The invitee's id in your system." },
    action: { ...string, enum: ['accepted', 'declined'] },
    componentId: string,
  },
  ['creatorId', 'targetValue', 'action', 'componentId'],
);

const AUTOJOIN_REQUEST: OpenApiSchema = object(
  {
    domains: { ...list(string), description: 'The whole list: a domain that is not in it is removed.' },
    componentId: string,
    scopeName: string,
    metadata: anyObject,
  },
  ['domains', 'componentId'],
);

const TARGET_TYPE: OpenApiSchema = { ...string, enum: ['email', 'phone', 'internal'] };

/** Of every route of the table, by method and path. The table itself would bring all handlers along; a test holds them equal. */
export const DESCRIPTIONS: Readonly<Record<string, RouteDescription>> = {
  'POST jwt': {
    operationId: 'createVortexJwt',
    summary: 'Create a token of the older kind for the signed-in user',
    body: TOKEN_REQUEST,
    reply: object({ jwt: string }, ['jwt']),
    refusals: [403],
  },
  'POST token': {
    operationId: 'createVortexToken',
    summary: "Create a token for the signed-in user's Vortex components",
    body: TOKEN_REQUEST,
    reply: object({ token: string }, ['token']),
    refusals: [403],
  },
  'GET invitations': {
    operationId: 'listVortexInvitationsByTarget',
    summary: 'List the open invitations to an address of the signed-in user',
    query: { targetType: TARGET_TYPE, targetValue: string },
    reply: ref('VortexInvitations'),
    refusals: [403],
  },
  'POST invitations/accept': {
    operationId: 'acceptVortexInvitations',
    summary: 'Accept invitations as the signed-in user',
    body: ACCEPT_REQUEST,
    reply: ref('VortexInvitations'),
    refusals: [403, 404, 409],
  },
  'POST invitations/sync-internal-invitation': {
    operationId: 'syncVortexInternalInvitation',
    summary: 'Tell Vortex that the signed-in user has answered an in-app invitation',
    body: SYNC_REQUEST,
    reply: object({ processed: integer, invitationIds: list(string) }, ['processed', 'invitationIds']),
    refusals: [403, 404],
  },
  'GET invitations/:id': {
    operationId: 'getVortexInvitation',
    summary: 'Read an invitation',
    reply: ref('VortexInvitation'),
    refusals: [403, 404],
  },
  'DELETE invitations/:id': {
    operationId: 'revokeVortexInvitation',
    summary: 'Revoke an invitation',
    reply: ref('VortexSuccess'),
    refusals: [403, 404, 409],
  },
  'POST invitations/:id/reinvite': {
    operationId: 'reinviteVortexInvitation',
    summary: 'Send an invitation again',
    reply: ref('VortexInvitation'),
    refusals: [403, 404, 409],
  },
  'GET invitations/by-scope/:scopeType/:scope': {
    operationId: 'listVortexInvitationsByScope',
    summary: 'List the open invitations into a scope',
    reply: ref('VortexInvitations'),
    refusals: [403],
  },
  'DELETE invitations/by-scope/:scopeType/:scope': {
    operationId: 'deleteVortexInvitationsByScope',
    summary: 'Delete all invitations into a scope',
    reply: ref('VortexSuccess'),
    refusals: [403],
  },
  'GET invitations/by-group/:scopeType/:scope': {
    operationId: 'listVortexInvitationsByGroup',
    summary: 'List the open invitations into a scope, by its older name',
    reply: ref('VortexInvitations'),
    refusals: [403],
  },
  'DELETE invitations/by-group/:scopeType/:scope': {
    operationId: 'deleteVortexInvitationsByGroup',
    summary: 'Delete all invitations into a scope, by its older name',
    reply: ref('VortexSuccess'),
    refusals: [403],
  },
  'GET invitations/by-scope/:scopeType/:scope/autojoin': {
    operationId: 'getVortexAutojoinDomains',
    summary: "Read a scope's autojoin domains",
    reply: ref('VortexAutojoin'),
    refusals: [403],
  },
  'POST invitations/by-scope/:scopeType/:scope/autojoin': {
    operationId: 'configureVortexAutojoin',
    summary: "Set a scope's autojoin domains",
    body: AUTOJOIN_REQUEST,
    reply: ref('VortexAutojoin'),
    refusals: [403],
  },
};
