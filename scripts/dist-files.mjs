import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';

/** The declarations beside each kind of JavaScript file. */
const DECLARATIONS = { '.mjs': '.d.mts', '.cjs': '.d.cts', '.js': '.d.ts' };

/**
 * What a built file imports, re-exports, requires, adds to, or takes types from.
 *
 * @param {string} text - JavaScript or declarations.
 * @returns {string[]}
 */
export function imports(text) {
  // From the tree, since a scanner takes what stands in templates for code: the recipes of `init` are full of imports.
  const file = ts.createSourceFile('built.mts', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found = file.typeReferenceDirectives.map(({ fileName }) => fileName);
  const visit = (/** @type {ts.Node} */ node) => {
    const name = nameIn(node);
    if (name && ts.isStringLiteralLike(name)) found.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @returns {ts.Node | undefined} What names another module, where this is a node that does. */
function nameIn(/** @type {ts.Node} */ node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isModuleDeclaration(node)) return node.name;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? given[0] : undefined;
}

/**
 * The files under `dist` that an entry of the package reaches. Builds do not clean up behind them, because somebody may
 * be running the last one: chunks of earlier builds can lie beside these, and are not to be published.
 *
 * @param {string} folder - The package.
 * @param {import('./public-packages.mjs').Manifest} manifest
 * @returns {Set<string>} Paths relative to the package.
 */
export function reachedFiles(folder, manifest) {
  const found = new Set();
  const programs = paths(manifest.bin);
  const open = [...paths(manifest.exports), ...programs, ...paths(manifest.main), ...paths(manifest.types)];
  // Nobody imports a program's declarations, and they are written with it.
  open.push(...programs.map(declarationsOf).filter((path) => existsSync(join(folder, path))));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const path = normalize(file);
    if (!path.startsWith('dist') || found.has(path)) continue;
    found.add(path);
    for (const name of imports(readFileSync(join(folder, path), 'utf8'))) {
      if (name.startsWith('.')) open.push(...targets(folder, path, name));
    }
  }
  return found;
}

/**
 * The files under `dist` that no entry reaches.
 *
 * @param {string} folder - The package.
 * @param {import('./public-packages.mjs').Manifest} manifest
 */
export function unreachedFiles(folder, manifest) {
  const reached = reachedFiles(folder, manifest);
  return readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !reached.has(path));
}

/** @returns {string[]} */
function paths(/** @type {unknown} */ target) {
  if (typeof target === 'string') return [target];
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(paths) : [];
}

function targets(/** @type {string} */ folder, /** @type {string} */ from, /** @type {string} */ name) {
  const path = join(dirname(from), name);
  if (!/\.d\.[mc]?ts$/.test(from)) return [path];
  return existsSync(join(folder, declarationsOf(path))) ? [declarationsOf(path)] : [path];
}

/** @returns {string} */
function declarationsOf(/** @type {string} */ path) {
  return path.replace(/\.[mc]?js$/, (end) => DECLARATIONS[/** @type {keyof typeof DECLARATIONS} */ (end)]);
}
