import type { VortexErrorCode } from '../errors.ts';
import { type ErrorReply, errorReply, type HandlerInput } from '../http/handler.ts';
import { ROUTE_APP_FAILURES } from '../shared/app-failures.ts';

/** Ends a request with the reply it carries. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly reply: ErrorReply;

  constructor(
    status: number,
    code: VortexErrorCode,
    message: string,
    options: { readonly headers?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.reply = errorReply(status, code, message, options.headers);
  }
}

/** A request that is understood and not usable: 400. */
export function invalid(message: string): Refusal {
  return new Refusal(400, 'invalid_request', message);
}

/** Whether the app's own function threw it. */
export function isAppFailure(error: unknown): error is Refusal {
  return error instanceof Refusal && ROUTE_APP_FAILURES.includes(error.reply.body.code);
}

/** Throws what is not ours to answer: what the app's own function threw, if the framework claims it. */
export function throwControlFlow(error: unknown, { isControlFlow }: Pick<HandlerInput, 'isControlFlow'>): void {
  const thrown = error instanceof Refusal ? error.cause : error;
  if (isControlFlow?.(thrown)) throw thrown;
}
