import type { Terminal } from './terminal.ts';

/** Text of others without the control characters that would move the cursor or change the terminal. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** One value for a script, on a line of its own. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Rows under headings, each column as wide as its widest cell. */
export function table(
  { styles }: Terminal,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  color: (cell: string, column: number) => string = (cell) => cell,
): string {
  const cells = rows.map((row) => row.map((cell) => plain(cell).replaceAll('\n', ' ')));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const padded = (row: readonly string[]): string[] =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
  const lines = cells.map((row) => padded(row).map(color).join('  '));
  return [styles.dim(padded(headings).join('  ')), ...lines, ''].join('\n');
}

/** Names and values below each other. */
export function fields({ styles }: Terminal, pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => {
      const indented = plain(value).replaceAll('\n', `\n${' '.repeat(width + 4)}`);
      return `  ${styles.dim(name.padEnd(width))}  ${indented}\n`;
    })
    .join('');
}

/** A paragraph broken to a terminal's width, its lines after the first one indented. */
export function wrapped(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width - (lines.length > 0 ? indent : 0)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** A command on one line. */
export function short(command: string): string {
  const line = plain(command).replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
