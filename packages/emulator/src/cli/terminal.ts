/** Where a command writes, and how it hears that it should stop. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly color: boolean;
  /** Aborted at Ctrl-C. */
  readonly stopped: AbortSignal;
}

/** What a command ends with. */
export const EXIT = {
  ok: 0,
  /** Something failed that no option mends. */
  failed: 1,
  /** The command line can't be understood. */
  usage: 2,
  /** The port is taken, or the address can't be listened on. */
  port: 3,
} as const;

/** A command line that can't be understood; the message says why. */
export class UsageError extends Error {}

/** Dim text, where the terminal has colours. */
export function dim(terminal: Terminal, text: string): string {
  return terminal.color ? `\u001b[2m${text}\u001b[22m` : text;
}

/** Bold text, where the terminal has colours. */
export function bold(terminal: Terminal, text: string): string {
  return terminal.color ? `\u001b[1m${text}\u001b[22m` : text;
}
