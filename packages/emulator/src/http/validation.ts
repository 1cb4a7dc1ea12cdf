import type { TargetType } from '../cloud/types.ts';
import { invalidBody, type Problem } from './api-error.ts';

/** A JSON object before anything is known about it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a body field by field and collects everything that is wrong with it, so that one answer names it all. */
export class BodyReader {
  readonly #problems: Problem[] = [];

  problem(field: string, message: string): undefined {
    this.#problems.push({ field, message });
  }

  /** @throws {ApiError} 400 naming every problem, if there were any. */
  finish(): void {
    if (this.#problems.length > 0) throw invalidBody(this.#problems);
  }

  /** The body itself. Nothing further can be said about one that is no object, so that ends here. */
  body(value: unknown, example: string): Fields {
    if (isFields(value)) return value;
    throw invalidBody([{ field: 'body', message: `must be a JSON object, for example ${example}.` }]);
  }

  object(from: Fields, path: string, example: string): Fields | undefined {
    const value = from[last(path)];
    if (isFields(value)) return value;
    return this.problem(path, `must be an object, for example ${example}${butGot(value)}.`);
  }

  optionalObject(from: Fields, path: string): Record<string, unknown> | null {
    const value = from[last(path)];
    if (value === undefined || value === null) return null;
    if (isFields(value)) return value;
    this.problem(path, `must be an object${butGot(value)}.`);
    return null;
  }

  string(from: Fields, path: string, what: string): string {
    const value = from[last(path)];
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.problem(path, `must be ${what}, a non-empty string${butGot(value)}.`);
    return '';
  }

  optionalString(from: Fields, path: string): string | undefined {
    const value = from[last(path)];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    return this.problem(path, `must be a string, or left out${butGot(value)}.`);
  }

  strings(from: Fields, path: string, what: string): string[] {
    const value = from[last(path)];
    if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string' && item !== '')) {
      return value;
    }
    this.problem(path, `must be an array of ${what}, each a non-empty string${butGot(value)}.`);
    return [];
  }

  /** Says what a name that is not read was probably meant to be. */
  misnamed(from: Fields, prefix: string, names: Readonly<Record<string, string>>): void {
    for (const [name, advice] of Object.entries(names)) {
      if (from[name] !== undefined) this.problem(`${prefix}${name}`, `is not read here: ${advice}.`);
    }
  }
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function last(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function butGot(value: unknown): string {
  if (value === undefined) return '; it is missing';
  if (value === null) return '; it is null';
  if (value === '') return '; it is empty';
  if (Array.isArray(value)) return value.length === 0 ? '; it is an empty array' : '; it is an array';
  return `; it is of type ${typeof value}`;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Checks that an address can be one of its kind. Deliberately wide: only what can't be delivered is refused. */
export function checkAddress(reader: BodyReader, path: string, type: TargetType, value: string): void {
  if (value === '') return;
  if (type === 'email' && (!EMAIL.test(value.trim()) || value.length > 320)) {
    reader.problem(path, 'must be an email address such as ada@example.com.');
  }
  if (type === 'phone' && value.replace(/\D/g, '').length < 5) {
    reader.problem(path, 'must be a phone number such as +15551234567.');
  }
}
