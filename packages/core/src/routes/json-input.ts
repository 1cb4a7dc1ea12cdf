import { isRecord } from '../shared/checks/is-record.ts';
import type { JsonObject } from './body.ts';
import { invalid } from './refusal.ts';
import { optionalObject } from './validate.ts';

const MAX_LEVELS = 64;
const MAX_VALUES = 10_000;
const MAX_CHARACTERS = 32_768;

/**
 * Any JSON object in a field, or `undefined` where it is left out or null: a copy, so that nothing can change it between
 * the rule and the Cloud. What a server action gets may also hold cycles and values that JSON has not.
 */
export function optionalJson(name: string, value: unknown): JsonObject | undefined {
  const object = optionalObject(name, value);
  return object && (new JsonCopy(name).of(object, 1) as JsonObject);
}

/** Copies within limits: of a body that others wrote, nothing else bounds the depth or what is shared within. */
class JsonCopy {
  readonly #name: string;
  #values = 0;
  #characters = 0;

  constructor(name: string) {
    this.#name = name;
  }

  of(value: unknown, level: number): unknown {
    if (level > MAX_LEVELS + 1) throw invalid(`${this.#name} must be nested at most ${MAX_LEVELS} levels deep.`);
    this.#values++;
    if (typeof value === 'string') this.#characters += value.length;
    if (this.#values > MAX_VALUES || this.#characters > MAX_CHARACTERS) {
      throw invalid(`${this.#name} must be at most ${MAX_VALUES} values and ${MAX_CHARACTERS} characters.`);
    }
    if (Array.isArray(value)) return Array.from(value, (part) => this.of(part, level + 1));
    if (isPlain(value)) return this.#object(value, level);
    if (isPrimitive(value)) return value;
    throw invalid(`${this.#name} must be JSON.`);
  }

  #object(value: JsonObject, level: number): JsonObject {
    const parts = Object.entries(value).filter(([, part]) => part !== undefined);
    for (const [key] of parts) this.#characters += key.length;
    // Made with fromEntries, a `__proto__` of a JSON text stays a field.
    return Object.fromEntries(parts.map(([key, part]) => [key, this.of(part, level + 1)]));
  }
}

function isPlain(value: unknown): value is JsonObject {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm too, as sandboxes have them: its prototype is the last one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
