import type { VortexLogger } from '../shared/logger.ts';
import type { BodySource } from './handler.ts';

/** What `nodeInput` and `webInput` are told beside the request. */
export interface InputOptions<Req> {
  /** The framework's own request or event, which the user's functions get. */
  readonly request: Req;
  /**
   * The path below the mount, with its leading slash, still percent-encoded, where the framework tells. Default: what
   * follows `basePath` in the request's own address.
   */
  readonly path?: string | undefined;
  /**
   * One sentence for the user of this framework: what to change where the raw bytes are gone. Default: to call the handler
   * before the body is read.
   */
  readonly fix?: string | undefined;
  /** The body, where the framework keeps it in a place of its own. Default: read from the request. */
  readonly body?: BodySource | undefined;
  /** A variable of the platform's own environment (a Worker's bindings), where that is not `process.env`. Default: none. */
  readonly variable?: ((name: string) => string | undefined) | undefined;
  /** The framework's log of this request, where failures go unless the options say otherwise. Default: none. */
  readonly logger?: (() => VortexLogger | undefined) | undefined;
  /** The platform's way of keeping the process alive for work after the answer, where it has one. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** Whether an error is the framework's own way of answering, and is rethrown. Default: no error is treated this way. */
  readonly isControlFlow?: ((error: unknown) => boolean) | undefined;
}
