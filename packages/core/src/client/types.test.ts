import type * as official from '@teamvortexsoftware/vortex-node-22-sdk';
import { describe, expectTypeOf, test } from 'vitest';
import { KEY } from '../../test/client/invitations.ts';
import type * as ours from '../index.ts';
import { Vortex } from '../index.ts';

/** The names of types that the official package exports for its client, each of which must exist here. */
type ClientTypes = [
  ours.AcceptInvitationRequest,
  ours.AcceptInvitationRequestLegacy,
  ours.AcceptUser,
  ours.ApiRequestBody,
  ours.ApiResponseJson,
  ours.AutojoinDomain,
  ours.AutojoinDomainsResponse,
  ours.ConfigureAutojoinRequest,
  ours.CreateInvitationGroup,
  ours.CreateInvitationRequest,
  ours.CreateInvitationResponse,
  ours.CreateInvitationScope,
  ours.CreateInvitationTarget,
  ours.CreateInvitationTargetType,
  ours.GenerateJwtOptions,
  ours.GenerateTokenData,
  ours.GenerateTokenOptions,
  ours.GenerateTokenUser,
  ours.GroupInput,
  ours.InvitationAcceptance,
  ours.InvitationGroup,
  ours.InvitationResult,
  ours.InvitationResultBase,
  ours.InvitationScope,
  ours.InvitationTarget,
  ours.Inviter,
  ours.ScopeInput,
  ours.SyncInternalInvitationRequest,
  ours.SyncInternalInvitationResponse,
  ours.UnfurlConfig,
  ours.User,
];

// Never called: these tests are about what the compiler says.
const vortex = new Vortex(KEY);

describe('code written for the official client', () => {
  test('finds its methods', () => {
    expectTypeOf<keyof official.Vortex>().toExtend<keyof Vortex>();
    expectTypeOf<ClientTypes['length']>().toEqualTypeOf<31>();
  });

  test('may pass what it passed', () => {
    expectTypeOf<official.CreateInvitationRequest>().toExtend<ours.CreateInvitationRequest>();
    expectTypeOf<official.ConfigureAutojoinRequest>().toExtend<ours.ConfigureAutojoinRequest>();
    expectTypeOf<official.SyncInternalInvitationRequest>().toExtend<ours.SyncInternalInvitationRequest>();
    expectTypeOf<official.AcceptUser>().toExtend<ours.AcceptUser>();
    expectTypeOf<official.InvitationTarget>().toExtend<ours.InvitationTarget>();
    expectTypeOf<official.ScopeInput>().toExtend<ours.ScopeInput>();
    type Request = Parameters<official.Vortex['vortexApiRequest']>[0];
    expectTypeOf<Request>().toExtend<ours.ApiRequestOptions>();
    type TargetType = Parameters<official.Vortex['getInvitationsByTarget']>[0];
    expectTypeOf<TargetType>().toExtend<ours.TargetType>();
  });

  test('may hand on whoever accepts, in any of the forms, as a wrapper does', () => {
    const wrapper = (ids: string[], who: ours.AcceptUser | ours.InvitationTarget) => vortex.acceptInvitations(ids, who);
    expectTypeOf(wrapper).returns.resolves.toEqualTypeOf<ours.InvitationResult[]>();
    type Single = (id: string, who: ours.AcceptInvitationParam) => Promise<ours.InvitationResult>;
    expectTypeOf(vortex.acceptInvitation).toExtend<Single>();
  });

  test('finds the types that other official sources name', () => {
    expectTypeOf<ours.Identifier>().toEqualTypeOf<{ type: string; value: string }>();
    expectTypeOf<ours.Group>().toHaveProperty('groupId');
    expectTypeOf<ours.JWTPayload['identifiers']>().toEqualTypeOf<readonly ours.Identifier[]>();
    expectTypeOf<ours.JWTPayloadSimple>().toHaveProperty('userIsAutojoinAdmin');
    expectTypeOf<ours.GenerateTokenUser['adminScopes']>().toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf<ours.GenerateTokenUser['allowedEmailDomains']>().toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf<ours.InvitationResult['inviter']>().toEqualTypeOf<ours.InvitationInviter | null | undefined>();
    expectTypeOf<'id' | 'email'>().toExtend<keyof ours.InvitationInviter>();
    expectTypeOf<ours.InvitationTarget>().toHaveProperty('status');
    type Accepted =
      | 'invitationId'
      | 'email'
      | 'phone'
      | 'name'
      | 'isExisting'
      | 'createdAt'
      | 'targetType'
      | 'targetValue';
    expectTypeOf<Accepted>().toExtend<keyof ours.InvitationAcceptance>();
  });

  test('finds every field it read', () => {
    expectTypeOf<keyof official.InvitationResult>().toExtend<keyof ours.InvitationResult>();
    expectTypeOf<keyof official.InvitationScope>().toExtend<keyof ours.InvitationScope>();
    expectTypeOf<keyof official.InvitationAcceptance>().toExtend<keyof ours.InvitationAcceptance>();
    expectTypeOf<keyof official.CreateInvitationResponse>().toExtend<keyof ours.CreateInvitationResponse>();
    expectTypeOf<keyof official.AutojoinDomain>().toExtend<keyof ours.AutojoinDomain>();
  });
});

describe('what calls give', () => {
  test('is typed', () => {
    expectTypeOf(vortex.getInvitation).returns.resolves.toEqualTypeOf<ours.InvitationResult>();
    expectTypeOf<Awaited<ReturnType<typeof vortex.acceptInvitations>>>().toEqualTypeOf<ours.InvitationResult[]>();
    expectTypeOf<Awaited<ReturnType<typeof vortex.acceptInvitation>>>().toEqualTypeOf<ours.InvitationResult>();
    type Found = Awaited<ReturnType<typeof vortex.getInvitationsByTarget>>[number];
    expectTypeOf<Found>().toEqualTypeOf<ours.InvitationResultBase>();
    expectTypeOf(vortex.iterateInvitationsByScope).returns.toExtend<AsyncIterable<ours.InvitationResult>>();
    expectTypeOf<ours.InvitationResult['scopes'][number]['scopeId']>().toEqualTypeOf<string>();
    expectTypeOf(vortex.withOptions).returns.toEqualTypeOf<Vortex>();
  });

  test('stays open where the Cloud may add a value', () => {
    expectTypeOf<'a_new_status'>().toExtend<ours.InvitationStatus>();
    expectTypeOf<'a_new_type'>().toExtend<ours.InvitationType>();
    expectTypeOf<'a_new_channel'>().toExtend<ours.DeliveryType>();
  });
});

describe('what calls take', () => {
  test('an optional field may be undefined under exactOptionalPropertyTypes', () => {
    expectTypeOf<{ email: string | undefined; phone: undefined; name: undefined }>().toExtend<ours.AcceptUser>();
    expectTypeOf<{ signal: undefined; timeout: undefined; headers: undefined }>().toExtend<ours.RequestOptions>();
    expectTypeOf<{ apiKey: string | undefined; fetch: undefined }>().toExtend<ours.VortexOptions>();
  });

  test('read-only lists', () => {
    expectTypeOf(vortex.acceptInvitations).toBeCallableWith(['a'] as const, { email: 'a@example.com' });
    expectTypeOf<{
      scope: 's';
      scopeType: 't';
      domains: readonly ['a.com'];
      componentId: 'c';
    }>().toExtend<ours.ConfigureAutojoinRequest>();
  });

  test('not what is wrong', () => {
    // @ts-expect-error a share link can't be created here
    expectTypeOf<{ type: 'share'; value: 'x' }>().toExtend<ours.CreateInvitationTarget>();
    // @ts-expect-error an action is one of two
    expectTypeOf<'maybe'>().toExtend<ours.SyncInternalInvitationRequest['action']>();
    // @ts-expect-error a signal is not a controller
    expectTypeOf<{ signal: AbortController }>().toExtend<ours.RequestOptions>();
  });

  test('the fetch of every platform', () => {
    expectTypeOf<typeof globalThis.fetch>().toExtend<ours.VortexFetch>();
    // As a framework patches it: more arguments, more fields, a promise of its own Response.
    type Patched = (
      input: string | URL | Request,
      init?: RequestInit & { next?: { revalidate?: number } },
    ) => Promise<Response>;
    expectTypeOf<Patched>().toExtend<ours.VortexFetch>();
    // As node-fetch types it: its body is a Node stream.
    type NodeFetch = (
      url: string | URL,
      init?: {
        method?: string;
        headers?: Record<string, string>;
        body?: string;
        signal?: AbortSignal | null;
        redirect?: 'error' | 'follow' | 'manual';
      },
    ) => Promise<{ status: number; headers: Headers; body: NodeJS.ReadableStream; text(): Promise<string> }>;
    expectTypeOf<NodeFetch>().toExtend<ours.VortexFetch>();
  });

  test('any logger', () => {
    expectTypeOf<Console>().toExtend<ours.VortexLogger>();
  });
});

describe('errors', () => {
  test('tell what they know', () => {
    expectTypeOf<ours.VortexApiError['status']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ours.VortexRateLimitError['retryAfter']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ours.VortexTimeoutError>().toExtend<ours.VortexApiError>();
    expectTypeOf<ours.VortexApiError>().toExtend<ours.VortexError>();
  });
});
