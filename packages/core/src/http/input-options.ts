import type { VortexLogger } from '../shared/logger.ts';
import type { BodySource } from './handler.ts';

/** The options of `nodeInput` and `webInput`. */
export interface InputOptions<Req> {
  /** The framework's own request or event, which is passed to the user's functions. */
  readonly request: Req;
  /**
   * The path below the mount point, with its leading slash, still percent-encoded, if the framework provides it.
   * Default: the part of the request's path after `basePath`.
   */
  readonly path?: string | undefined;
  /**
   * One sentence for users of this framework: what to change if the raw bytes are gone. Default: call the handler
   * before the body is read.
   */
  readonly fix?: string | undefined;
  /** The body, if the framework keeps it somewhere else. Default: read from the request. */
  readonly body?: BodySource | undefined;
  /**
   * Reads a variable of the platform's own environment (a Worker's bindings), if that is not `process.env`. Default:
   * none.
   */
  readonly variable?: ((name: string) => string | undefined) | undefined;
  /**
   * The framework's logger for this request. Failures are logged there unless the options say otherwise. Default: none.
   */
  readonly logger?: (() => VortexLogger | undefined) | undefined;
  /** The platform's function that keeps the process alive for work after the response, if it has one. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /**
   * Whether an error is the framework's own way of responding. Those errors are rethrown. Default: no error is treated
   * this way.
   */
  readonly isControlFlow?: ((error: unknown) => boolean) | undefined;
}
