import { isRecord } from '../is-record.ts';
import { invitationsPath } from './path.ts';
import { hasId, unexpected } from './replies.ts';
import type { ApiReply, Requester } from './requester.ts';
import { fromWire } from './scopes.ts';
import type { AutojoinDomainsResponse, ConfigureAutojoinRequest } from './types/actions.ts';
import type { RequestOptions } from './types/options.ts';

export async function getAutojoinDomains(
  send: Requester,
  scopeType: string,
  scope: string,
  options?: RequestOptions,
): Promise<AutojoinDomainsResponse> {
  return autojoinReply(
    await send({ method: 'GET', path: invitationsPath`/by-scope/${scopeType}/${scope}/autojoin` }, options),
  );
}

export async function configureAutojoin(
  send: Requester,
  request: ConfigureAutojoinRequest,
  options?: RequestOptions,
): Promise<AutojoinDomainsResponse> {
  return autojoinReply(await send({ method: 'POST', path: invitationsPath`/autojoin`, body: request }, options));
}

function autojoinReply(reply: ApiReply): AutojoinDomainsResponse {
  const { json } = reply;
  if (!isAutojoin(json)) throw unexpected(reply, '{ autojoinDomains, invitation }');
  return { ...json, invitation: json.invitation ? fromWire(json.invitation) : null };
}

function isAutojoin(value: unknown): value is AutojoinDomainsResponse {
  return isRecord(value) && Array.isArray(value.autojoinDomains) && (!value.invitation || hasId(value.invitation));
}
