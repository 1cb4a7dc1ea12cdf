/** Why the Cloud refuses something. Which status answers it is decided in http/api-error.ts. */
export type CloudErrorCode =
  | 'autojoin_domain_not_found'
  | 'component_not_found'
  | 'domain_not_allowed'
  | 'duplicate_invitation'
  | 'idempotency_key_reused'
  | 'invitation_closed'
  | 'invitation_not_found'
  | 'not_the_target'
  | 'nothing_to_send';

/** What the Cloud refuses to do. It knows nothing of HTTP: a seed or a form may have asked for it. */
export class CloudError extends Error {
  readonly code: CloudErrorCode;

  constructor(code: CloudErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
