import type ts from 'typescript';
import { code, inline, page, table } from './markdown.ts';
import { docsOf, fieldsOf, isOptional, signatures, typeText } from './sources.ts';

/** A table of the fields of an options object or any other type. */
export function fields(symbol: ts.Symbol, head = 'Option'): string {
  const rows = fieldsOf(symbol)
    .filter((field) => !isRetired(field))
    .map((field) => [nameOf(field, head), inline(typeText(field)), docsOf(field).text]);
  return table([head, 'Type', 'Description'], rows);
}

/** A section about a function or method: signature, what it does, parameters, what it throws, an example. */
export function callable(symbol: ts.Symbol, title: string, level = '##'): string {
  const { text, tags } = docsOf(symbol);
  const parameters = (tags.get('param') ?? []).map(parameterOf);
  const returns = tags.get('returns')?.[0];
  const example = tags.get('example')?.[0];
  return page(
    `${level} ${title}`,
    code(signatures(symbol).join('\n')),
    text,
    parameters.length > 0 ? table(['Parameter', 'Description'], parameters) : undefined,
    returns && `Returns: ${returns}`,
    ...(tags.get('throws') ?? []).map((thrown) => `Throws ${thrownOf(thrown)}`),
    example && code(example),
  ).trimEnd();
}

/** Whether something is kept for older code only. */
export function isRetired(symbol: ts.Symbol): boolean {
  return docsOf(symbol).tags.has('deprecated');
}

function parameterOf(text: string): string[] {
  const [, name = '', about = ''] = /^(\S+)\s*-?\s*(.*)$/s.exec(text) ?? [];
  return [inline(name), about];
}

/** `{VortexConfigError} text`, as the tag has it. */
function thrownOf(text: string): string {
  const [, name, about] = /^\{?(\w+Error)\}?\s*(.*)$/s.exec(text) ?? [];
  return name === undefined ? text : `${inline(name)}: ${about}`;
}

/** Options are optional unless said otherwise; fields are there unless said otherwise. */
function nameOf(field: ts.Symbol, head: string): string {
  if (head === 'Option') return `${inline(field.name)}${isOptional(field) ? '' : ' (required)'}`;
  return inline(`${field.name}${isOptional(field) ? '?' : ''}`);
}
