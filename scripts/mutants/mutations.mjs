import { createHash } from 'node:crypto';
import ts from 'typescript';

/**
 * @typedef {object} Mutant
 * @property {string} id - The same for the same change of the same line, wherever that line has moved to.
 * @property {string} file
 * @property {number} line
 * @property {string} kind
 * @property {number} start
 * @property {number} end
 * @property {string} to - What stands in place of the text from `start` to `end`.
 * @property {string} shown - `from -> to`, for people.
 */

const { SyntaxKind: Kind } = ts;

/** @type {ReadonlyMap<ts.SyntaxKind, string>} */
const OPERATORS = new Map([
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
  [Kind.LessThanToken, '<='],
  [Kind.LessThanEqualsToken, '<'],
  [Kind.GreaterThanToken, '>='],
  [Kind.GreaterThanEqualsToken, '>'],
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
  [Kind.AsteriskToken, '/'],
  [Kind.MinusToken, '+'],
]);

/** @type {Readonly<Record<string, string>>} */
const METHODS = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};
const DROPPED = new Set(['toLowerCase', 'trim', 'sort', 'reverse', 'unref']);

/**
 * Every small fault that is put into a file, in its order.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  /** @type {Mutant[]} */
  const mutants = [];
  /** @type {Map<string, number>} */
  const seen = new Map();

  /**
   * @param {string} kind
   * @param {{ start: number, end: number }} where
   * @param {string} to
   */
  const add = (kind, { start, end }, to) => {
    const from = text.slice(start, end);
    if (from === to) return;
    const line = source.getLineAndCharacterOfPosition(start).line;
    const whole = text.split('\n')[line]?.trim() ?? '';
    const key = [file, kind, whole, from, to].join('\0');
    const again = seen.get(key) ?? 0;
    seen.set(key, again + 1);
    const id = createHash('sha256').update(`${key}\0${again}`).digest('hex').slice(0, 10);
    mutants.push({
      id,
      file,
      line: line + 1,
      kind,
      start,
      end,
      to,
      shown: `${short(from)} -> ${short(to) || '(nothing)'}`,
    });
  };
  const span = (/** @type {ts.Node} */ node) => ({ start: node.getStart(source), end: node.getEnd() });

  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isDecorator(node)) return;
    // What a text says to people is for people to judge.
    if (isMessage(node)) return;

    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      add('condition', span(condition), 'true');
      add('condition', span(condition), 'false');
    }
    if (ts.isWhileStatement(node)) add('condition', span(node.expression), 'false');
    if (ts.isBinaryExpression(node)) {
      const operator = OPERATORS.get(node.operatorToken.kind);
      if (operator) add('operator', span(node.operatorToken), operator);
      if (node.operatorToken.kind === Kind.QuestionQuestionToken) add('default', span(node), span2(node.left));
      if (node.operatorToken.kind === Kind.PlusToken && ![node.left, node.right].some(isText)) {
        add('operator', span(node.operatorToken), '-');
      }
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken) {
      add('negation', span(node), span2(node.operand));
    }
    if (ts.isExpressionStatement(node)) {
      const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
      if (ts.isCallExpression(call) && call.expression.kind !== Kind.SuperKeyword) add('call', span(node), ';');
    }
    if (ts.isThrowStatement(node)) add('throw', span(node), ';');
    if (ts.isReturnStatement(node) && node.expression && node.expression.kind !== Kind.Identifier) {
      if (ts.isCallExpression(node.expression)) add('return', span(node), 'return undefined as never;');
    }
    if (ts.isNumericLiteral(node)) add('literal', span(node), `${Number(node.text.replaceAll('_', '')) + 1}`);
    if (node.kind === Kind.TrueKeyword && !isMember(node)) add('literal', span(node), 'false');
    if (node.kind === Kind.FalseKeyword) add('literal', span(node), 'true');
    if (ts.isStringLiteral(node) && !/\s/.test(node.text) && !isName(node)) {
      add('literal', span(node), node.text === '' ? "'x'" : "''");
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const other = METHODS[name.text];
      if (other && Object.hasOwn(METHODS, name.text)) add('method', span(name), other);
      if (DROPPED.has(name.text)) add('method', span(node), span2(expression));
    }
    ts.forEachChild(node, visit);
  };
  const span2 = (/** @type {ts.Node} */ node) => node.getText(source);
  visit(source);
  return mutants;
}

/**
 * The text of a file in which every function says that it was reached, and the file that it was loaded.
 *
 * @param {string} file
 * @param {string} text
 */
export function withHits(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  /** @type {{ at: number, text: string }[]} */
  const inserted = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const body = /** @type {ts.Node} */ (node.body);
      const hit = `globalThis.vortexHits?.add('${file}:${node.getStart(source)}')`;
      if (ts.isBlock(body)) inserted.push({ at: body.getStart(source) + 1, text: `${hit};` });
      else inserted.push({ at: body.getStart(source), text: `(${hit},` }, { at: body.getEnd(), text: ')' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let result = `${text}\n;globalThis.vortexHits?.add('${file}:loaded');`;
  // From the end, and what closes an inner body before what closes an outer one.
  for (const { at, text: more } of inserted
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => b.at - a.at || (a.text === ')' ? 1 : a.index - b.index))) {
    result = result.slice(0, at) + more + result.slice(at);
  }
  return result;
}

/**
 * The function that a mutant stands in, as `withHits` names it; `undefined` where it runs when the module is loaded.
 *
 * @param {string} text
 * @param {Mutant} mutant
 */
export function hitOf(text, { file, start }) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  /** @type {string | undefined} */
  let innermost;
  const visit = (/** @type {ts.Node} */ node) => {
    if (start < node.getStart(source) || start >= node.getEnd()) return;
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const body = /** @type {ts.Node} */ (node.body);
      if (start >= body.getStart(source)) innermost = `${file}:${node.getStart(source)}`;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return innermost;
}

/** @param {ts.Node} node */
function isText(node) {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** A string that is the name of something, not a value: a key, a literal type, a module. @param {ts.StringLiteral} node */
function isName(node) {
  const { parent } = node;
  return (
    ts.isLiteralTypeNode(parent) ||
    ts.isImportSpecifier(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isCallExpression(parent) && parent.expression.kind === Kind.ImportKeyword)
  );
}

/** One of a set of names: in `{ on: true, secret: true }` only the keys are read. @param {ts.Node} node */
function isMember({ parent }) {
  return (
    ts.isPropertyAssignment(parent) &&
    parent.parent.properties.length > 1 &&
    parent.parent.properties.every((one) => ts.isPropertyAssignment(one) && one.initializer.kind === Kind.TrueKeyword)
  );
}

/** The words of an error or a log line. @param {ts.Node} node */
function isMessage(node) {
  return isText(node) && /\s/.test(node.getText());
}

/** @param {string} text */
function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
