import type { VortexErrorCode } from '../errors.ts';

/** The failures of a webhook that the app's own functions bring about by throwing. What they threw is the cause. */
export const WEBHOOK_APP_FAILURES: readonly VortexErrorCode[] = ['handler_failed', 'internal_error'];

/** The failures of a route that the app's own functions bring about by throwing. What they threw is the cause. */
export const ROUTE_APP_FAILURES: readonly VortexErrorCode[] = [
  'authenticate_failed',
  'authorize_failed',
  'claims_failed',
];
