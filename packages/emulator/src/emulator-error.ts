/** Why an emulator could not be started or set up. */
export type EmulatorErrorCode = 'port_in_use' | 'listen_failed' | 'invalid_option' | 'timeout' | 'last_key';

/** Thrown when an emulator can't be started, set up, or waited for. `message` says what to do. */
export class EmulatorError extends Error {
  override readonly name: string = 'EmulatorError';
  /** Stable, for branching. */
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
