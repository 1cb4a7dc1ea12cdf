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
  /** The answer is no: refused, not valid, not found, a problem found. */
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

const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

function styled(terminal: Terminal, style: keyof typeof STYLES, text: string): string {
  const [on, off] = STYLES[style];
  return terminal.color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Dim text, where the terminal has colours. */
export const dim = (terminal: Terminal, text: string): string => styled(terminal, 'dim', text);

/** Bold text, where the terminal has colours. */
export const bold = (terminal: Terminal, text: string): string => styled(terminal, 'bold', text);

/** Red text, where the terminal has colours. */
export const red = (terminal: Terminal, text: string): string => styled(terminal, 'red', text);

/** Green text, where the terminal has colours. */
export const green = (terminal: Terminal, text: string): string => styled(terminal, 'green', text);

/** Yellow text, where the terminal has colours. */
export const yellow = (terminal: Terminal, text: string): string => styled(terminal, 'yellow', text);

/** Text of others without the control characters that would move the cursor or change the terminal. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** Rows under headings, each column as wide as its widest cell. */
export function table(terminal: Terminal, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => plain(cell).replaceAll('\n', ' ')));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ');
  return [dim(terminal, line(headings)), ...cells.map(line), ''].join('\n');
}

/** Names and values below each other. */
export function fields(terminal: Terminal, pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => {
      const indented = plain(value).replaceAll('\n', `\n${' '.repeat(width + 4)}`);
      return `  ${dim(terminal, name.padEnd(width))}  ${indented}\n`;
    })
    .join('');
}
