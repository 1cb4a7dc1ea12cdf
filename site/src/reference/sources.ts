import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { VortexErrorCode } from '@vortex/core';
import ts from 'typescript';
import { ROOT } from '../root.ts';

/** One import of a published package, such as `@vortex/core/sql`. */
export interface Entry {
  readonly name: string;
  readonly folder: string;
  readonly source: string;
}

/** Every import of every published package. */
export const ENTRIES: readonly Entry[] = globSync('packages/*/package.json', { cwd: ROOT })
  .sort()
  .flatMap((path) => {
    const { name, private: unpublished, exports } = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
    if (unpublished === true) return [];
    const folder = dirname(path);
    return Object.keys(exports)
      .filter((key) => !key.endsWith('.json'))
      .map((key) => ({ name: `${name}${key.slice(1)}`, folder, source: sourceOf(folder, key) }));
  });

function sourceOf(folder: string, key: string): string {
  const name = key === '.' ? 'index' : key.slice(2);
  const found = [`${name}.ts`, `${name}.tsx`, `${name}/index.ts`]
    .map((file) => join(ROOT, folder, 'src', file))
    .find(existsSync);
  if (found === undefined) throw new Error(`${folder} exports ${key}, and src has no file of that name.`);
  return found;
}

const program = ts.createProgram(
  ENTRIES.map(({ source }) => source),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    allowImportingTsExtensions: true,
    experimentalDecorators: true,
    noEmit: true,
    skipLibCheck: true,
  },
);
const checker = program.getTypeChecker();

/** Something exported: what it is called, and where it is declared. */
export interface Exported {
  readonly name: string;
  readonly kind: 'class' | 'function' | 'constant' | 'type';
  readonly symbol: ts.Symbol;
  /** Declared in this package, not handed on from another. */
  readonly own: boolean;
}

/** What an import gives, in the order of the alphabet. */
export function exportsOf(entry: Entry): Exported[] {
  const source = program.getSourceFile(entry.source);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) return [];
  return checker
    .getExportsOfModule(module)
    .map((exported) => {
      const symbol = resolved(exported);
      return { name: exported.name, kind: kindOf(symbol), symbol, own: isOwn(symbol, entry) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** An exported thing by its name. */
export function find(entryName: string, name: string): ts.Symbol {
  const entry = ENTRIES.find((one) => one.name === entryName);
  const found = entry && exportsOf(entry).find((exported) => exported.name === name);
  if (!found) throw new Error(`${entryName} exports no ${name}.`);
  return found.symbol;
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function kindOf({ flags }: ts.Symbol): Exported['kind'] {
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  return flags & ts.SymbolFlags.Variable ? 'constant' : 'type';
}

function isOwn(symbol: ts.Symbol, { folder }: Entry): boolean {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  return file.includes(`/${folder}/`);
}

/** The fields of a type, its inherited ones too. */
export function fieldsOf(symbol: ts.Symbol): ts.Symbol[] {
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).filter((field) => !isInternal(field));
}

/** The static methods of a class. */
export function staticsOf(symbol: ts.Symbol): ts.Symbol[] {
  const { valueDeclaration } = symbol;
  const type = valueDeclaration && checker.getTypeOfSymbolAtLocation(symbol, valueDeclaration);
  return (type ? checker.getPropertiesOfType(type) : []).filter(
    ({ flags, name }) => flags & ts.SymbolFlags.Method && name !== 'prototype',
  );
}

/** What `@internal` marks, and what has a name that can't be called. */
function isInternal(symbol: ts.Symbol): boolean {
  return symbol.name.startsWith('__') || symbol.getJsDocTags().some(({ name }) => name === 'internal');
}

/** The type of a field as its declaration writes it, without the `undefined` of an optional one. */
export function typeText(field: ts.Symbol): string {
  const declaration = field.declarations?.[0];
  const type = declaration && 'type' in declaration ? (declaration.type as ts.TypeNode | undefined) : undefined;
  if (!type) return declaration ? checker.typeToString(checker.getTypeOfSymbolAtLocation(field, declaration)) : '';
  const parts = ts.isUnionTypeNode(type)
    ? type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword)
    : [type];
  const texts = parts.map((part) =>
    part
      .getText()
      .replaceAll(/\/\*.*?\*\//gs, '')
      .replaceAll(/\s+/g, ' '),
  );
  const [only = ''] = texts;
  return texts.length === 1
    ? only.replace(/^\((.*)\)$/, (whole, inner: string) => (balanced(inner) ? inner : whole))
    : texts.join(' | ');
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Whether a field may be left out. */
export function isOptional({ flags }: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Optional) !== 0;
}

/** The signatures of a function or method as they are written, without bodies; overloads each, not what implements them. */
export function signatures(symbol: ts.Symbol): string[] {
  const declarations = (symbol.declarations ?? []).filter(ts.isFunctionLike);
  const shown = declarations.length > 1 ? declarations.filter((one) => !('body' in one && one.body)) : declarations;
  return shown
    .filter((one) => !ts.getJSDocDeprecatedTag(one))
    .map((one) => {
      const end = 'body' in one && one.body ? (one.body as ts.Node).getStart() : one.getEnd();
      return one
        .getSourceFile()
        .text.slice(one.getStart(), end)
        .replace(/^(export |async |static )+/, '')
        .replace(/\s*\{?\s*$/, '')
        .replace(/;$/, '')
        .replaceAll(/\n {2}/g, '\n');
    });
}

/** What JSDoc says of something: its text, and what stands behind a tag. */
export function docsOf(symbol: ts.Symbol): { readonly text: string; readonly tags: ReadonlyMap<string, string[]> } {
  const tags = new Map<string, string[]>();
  for (const { name, text } of symbol.getJsDocTags(checker)) {
    tags.set(name, [...(tags.get(name) ?? []), words(text)]);
  }
  return { text: words(symbol.getDocumentationComment(checker)), tags };
}

function words(parts: readonly ts.SymbolDisplayPart[] = []): string {
  return ts
    .displayPartsToString([...parts])
    .replaceAll(
      /\{@link ([^}|]+)(?:\|([^}]*))?\}/g,
      (_, name: string, label?: string) => label ?? `\`${name.trim()}\``,
    );
}

/** The error codes, grouped as the union of core groups them by comments. */
export function errorGroups(): Record<string, VortexErrorCode[]> {
  const union = find('@vortex/core', 'VortexErrorCode').declarations?.[0]?.getText() ?? '';
  const groups: Record<string, VortexErrorCode[]> = {};
  let codes: VortexErrorCode[] = [];
  for (const [, title, code] of union.matchAll(/\/\/ (.+)|'(\w+)'/g)) {
    if (title !== undefined) {
      codes = [];
      groups[title.charAt(0).toUpperCase() + title.slice(1)] = codes;
    } else codes.push(code as VortexErrorCode);
  }
  return groups;
}

/** Whether something is a method, and not a field. */
export function isClassMember({ flags }: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Method) !== 0;
}
