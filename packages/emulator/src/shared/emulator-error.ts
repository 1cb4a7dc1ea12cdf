/** The codes of {@link EmulatorError}. */
export type EmulatorErrorCode =
  | 'port_in_use'
  | 'listen_failed'
  | 'invalid_option'
  | 'timeout'
  | 'last_key'
  /** Another emulator works with this data directory. */
  | 'data_in_use'
  /** The data directory holds something else. */
  | 'data_foreign'
  /** The data directory was written by a version before the first release. */
  | 'data_outdated'
  /** This Node has no built-in SQLite, which a data directory needs: Node 22.13 or newer has it. */
  | 'data_unsupported'
  /** The data directory was written by a newer version. */
  | 'data_newer'
  /** The data directory holds what no interrupted write leaves behind. */
  | 'data_damaged'
  /** The data directory can't be read or written. */
  | 'data_failed';

/** Thrown if an emulator can't be started, set up, or waited for. `message` says what to do. */
export class EmulatorError extends Error {
  override readonly name: string = 'EmulatorError';
  /** Stable, for branching. */
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
