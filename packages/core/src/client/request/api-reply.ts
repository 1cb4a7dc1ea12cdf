import type { Prepared } from './api-request.ts';
import type { Reply } from './transport.ts';

/** A response: to which request, and at which attempt. */
export interface Answered {
  readonly request: Prepared;
  readonly reply: Reply;
  readonly attempts: number;
}

/** A response whose status is a success. */
export interface ApiReply extends Answered {
  /** The parsed body; `undefined` for an empty one. */
  readonly json: unknown;
}
