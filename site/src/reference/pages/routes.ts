import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeRoutes } from '@vortex/core/openapi';
import { ROOT } from '../../root.ts';
import { fields } from '../described.ts';
import { code, inline, page, table } from '../markdown.ts';
import { responses } from '../responses.ts';
import { RULES } from '../rule-facts.ts';
import { find } from '../sources.ts';

const BASE = '/api/vortex';

/** docs/reference/routes.md. */
export function routes(): string {
  const document = describeRoutes({ basePath: BASE });
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return page(
    '# Routes',
    'The routes that a page calls, below `/api/vortex` unless `basePath` or the place where you mount them says otherwise. ' +
      'Bodies are JSON in both directions. Every route needs a signed-in user (401 without one) and a rule that allows it ' +
      '(403). Requests of pages on other origins are refused (403) unless `trustedOrigins` lists them.',
    '## Options',
    fields(find('@vortex/core', 'VortexRoutesOptions')),
    '## Rules',
    'What a user may do if `authorize` has no rule for the action:',
    readFileSync(join(ROOT, 'docs/blocks/rules.md'), 'utf8').trim(),
    '## Responses',
    responses('route'),
    '## Each route',
    table(
      ['Method', 'Path', 'What it does', 'Rule'],
      operations.map(({ path, method, operation }) => [
        inline(method),
        inline(path),
        operation.summary ?? '',
        inline(ruleOf(method, path)),
      ]),
    ),
    ...operations.map(({ path, method, operation }) => section(method, path, operation as unknown as Operation)),
    '## Types of the responses',
    ...Object.entries(document.components.schemas ?? {}).flatMap(([name, schema]) => [
      `### ${name}`,
      code(JSON.stringify(schema, undefined, 2), 'json'),
    ]),
  );
}

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

function section(
  method: string,
  path: string,
  { summary, parameters = [], requestBody, responses }: Operation,
): string {
  const body = requestBody && Object.values(requestBody.content)[0]?.schema;
  return page(
    `### ${method} ${path}`,
    `${summary}.`,
    parameters.length > 0
      ? table(
          ['Parameter', 'In', 'Description'],
          parameters.map(({ name, in: place, description = '' }) => [inline(name), place, description]),
        )
      : undefined,
    body && table(['Body', 'Type', 'Description'], rowsOf(body)),
    table(
      ['Status', 'When'],
      Object.entries(responses).map(([status, { description }]) => [inline(status), description]),
    ),
  ).trimEnd();
}

function rowsOf(schema: Schema, prefix = ''): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [
      `${inline(`${prefix}${name}`)}${schema.required?.includes(name) ? ' (required)' : ''}`,
      field.enum
        ? field.enum.map(inline).join(', ')
        : inline(field.items ? `${field.items.type}[]` : (field.type ?? '')),
      field.description ?? '',
    ],
    ...rowsOf(field, `${prefix}${name}.`),
  ]);
}

function ruleOf(method: string, path: string): string {
  const name = `${method} ${path.slice(BASE.length + 1).replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const found = Object.entries(RULES).find(([, asked]) => asked.includes(name));
  if (!found) throw new Error(`No rule is named for ${name} (rule-facts.ts).`);
  return found[0];
}
