import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CloudError, type CloudErrorCode } from '../cloud/cloud-error.ts';
import { EmulatorError } from '../shared/emulator-error.ts';

/** One thing that is wrong with a request body: where, and what to do about it. */
export interface Problem {
  /** For example `target.type` or `groups[0].groupId`. */
  readonly field: string;
  readonly message: string;
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
};

/**
 * An answer that says no. The body has the three fields of the framework that Vortex Cloud is built with
 * (docs/protocol.md §3.9, inferred), and beside them a stable `code` and, for a bad body, every problem at once.
 */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(status: ContentfulStatusCode, code: string, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  body(): Record<string, unknown> {
    return {
      statusCode: this.status,
      error: NAMES[this.status] ?? 'Error',
      message: this.message,
      code: this.code,
      ...(this.problems.length > 0 && { problems: this.problems }),
    };
  }
}

/** The 400 for a body with these problems. */
export function invalidBody(problems: readonly Problem[]): ApiError {
  const text = problems.map(({ field, message }) => `${field} ${message}`).join(' ');
  return new ApiError(400, 'validation_failed', text, problems);
}

const STATUS: Readonly<Record<CloudErrorCode, ContentfulStatusCode>> = {
  autojoin_domain_not_found: 404,
  component_not_found: 404,
  domain_not_allowed: 403,
  duplicate_invitation: 409,
  idempotency_key_reused: 422,
  invitation_closed: 409,
  invitation_not_found: 404,
  not_the_target: 403,
  nothing_to_send: 409,
};

/** The response to a refusal from any part; `undefined` for any other error. */
export function refusalOf(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof CloudError) return new ApiError(STATUS[error.code], error.code, error.message);
  if (!(error instanceof EmulatorError)) return undefined;
  return new ApiError(error.code === 'last_key' ? 409 : 400, error.code, error.message);
}
