/** A terminal is at least this wide. */
const WIDTH = 80;

/** A help text with its lines broken to fit a terminal. Examples stay as they are: they are copied. */
export function fitted(help: string): string {
  const end = help.search(/^Examples?:$/m);
  const [text, examples] = end === -1 ? [help, ''] : [help.slice(0, end), help.slice(end)];
  return joined(text.split('\n')).map(broken).join('\n') + examples;
}

/** Undoes the line breaks within a paragraph or an option. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    const indent = line.search(/\S/);
    const continues = indent > 2 || (indent === 0 && before?.search(/\S/) === 0 && !before.endsWith(':'));
    if (continues && before) whole[whole.length - 1] = `${before} ${line.trim()}`;
    else whole.push(line);
  }
  return whole;
}

/** Breaks a line between words; what follows an option's name stays in its column. */
function broken(line: string): string {
  const column = /^ +\S.*? {2,}(?=\S)|^Exit codes: /.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const at = rest.lastIndexOf(' ', WIDTH);
    if (at <= column) break;
    lines.push(rest.slice(0, at));
    rest = ' '.repeat(column) + rest.slice(at + 1);
  }
  return [...lines, rest].join('\n');
}
