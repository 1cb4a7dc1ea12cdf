import type { Styles } from './styles.ts';

/** Where a command reads and writes, and how it hears that it should stop. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** The colours of `out`. */
  readonly styles: Styles;
  /** The colours of `error`. */
  readonly errorStyles: Styles;
  /** Aborted at Ctrl-C. */
  readonly stopped: AbortSignal;
  /** The environment variables. */
  readonly env: Readonly<NodeJS.Dict<string>>;
  /** The current folder. */
  readonly cwd: string;
  /** Standard input. */
  readonly input: AsyncIterable<unknown>;
  /** Whether standard input is a keyboard. */
  readonly keyboard: boolean;
}

/** What a command ends with. */
export const EXIT = {
  ok: 0,
  /** The answer is no: refused, invalid, not found, a problem found. */
  failed: 1,
  /** The command line can't be understood, or a setting is missing or unusable. */
  usage: 2,
  /** The port is taken, or the address can't be listened on. */
  port: 3,
  /** Nobody answers at the address. */
  unreachable: 4,
} as const;

/** A reason to end without having done what was asked for; the message says what to do. */
export class CommandError extends Error {
  readonly exit: number;

  constructor(message: string, exit: number = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}

/** A command line that can't be understood; the message says why. */
export class UsageError extends CommandError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.usage, options);
  }
}
