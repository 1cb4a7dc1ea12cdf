import type { Terminal } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';

/** How much is said. */
interface LogOptions {
  readonly json: true | undefined;
  readonly quiet: true | undefined;
}

/** Writes the emulator's log: warnings on standard error in any case, other lines with the time and their status coloured. */
export function logTo(terminal: Terminal, { json, quiet }: LogOptions): (line: string) => void {
  const { out, error, styles, errorStyles } = terminal;
  return (line) => {
    if (line.startsWith('warning: ')) error(`${errorStyles.yellow(plain(line))}\n`);
    else if (quiet) return;
    else if (json) out(jsonLine({ log: line }));
    else out(`${styles.dim(new Date().toLocaleTimeString())}  ${colored(plain(line), styles)}\n`);
  };
}

/** A line ends with the status, the milliseconds and, for a failed delivery, what the app answered. */
function colored(line: string, { green, red, yellow, dim }: Terminal['styles']): string {
  const [, what, status, took, said] = /^(.*?) (\d{3}) ([\d.]+ ms(?: \(attempt \d+\))?)(.*)$/s.exec(line) ?? [];
  if (what === undefined || status === undefined || took === undefined) return line;
  const color = status < '300' ? green : status < '400' ? yellow : red;
  return `${what} ${color(status)} ${dim(took)}${said ?? ''}`;
}
