/** A fenced block that the manuals' compiler passes over: it is a signature, or was compiled where it stands in the code. */
export function code(text: string, language = 'typescript'): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A table; a cell may hold anything, also `|` and line breaks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Text in backticks. */
export function inline(text: string): string {
  return `\`${text}\``;
}

/** The parts of a page, an empty line between them. */
export function page(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
