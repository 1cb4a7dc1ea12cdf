import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const packages = fileURLToPath(new URL('../..', import.meta.url));

/** Where a text says `use server` as a directive: every function there could be called by anybody. */
function directives(text: string): number[] {
  const source = ts.createSourceFile('module.tsx', text, ts.ScriptTarget.ES2022, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    const isDirective =
      ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) && node.expression.text === 'use server';
    if (isDirective) found.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no module of ours makes a server action by itself: what a page can call is the user’s to say', () => {
  const files = globSync(['*/src/**/*.{ts,tsx}', 'next/dist/*.{mjs,cjs}'], { cwd: packages });
  expect(files.length).toBeGreaterThan(100);
  const guilty = files.filter((file) => directives(readFileSync(`${packages}/${file}`, 'utf8')).length > 0);
  expect(guilty).toEqual([]);
});

test('the search sees directives of modules and of functions, and no others', () => {
  expect(directives("'use server';\nexport async function a() {}")).toEqual([1]);
  expect(directives("export async function a() {\n  'use server';\n}")).toEqual([2]);
  expect(directives("export const a = async () => {\n  'use server';\n};")).toEqual([2]);
  expect(directives("/** 'use server' */\nexport const a = 'use server';")).toEqual([]);
});
