import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './terminal.ts';

/** Parses a command's arguments; what `node:util` refuses becomes a {@link UsageError}. */
export function parseArguments<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(unknownOption(message, Object.keys(config.options ?? {})) ?? message, { cause: error });
  }
}

/** Node's own message goes on about positional arguments, which is never what was meant. */
function unknownOption(message: string, known: readonly string[]): string | undefined {
  const given = /^Unknown option '(--?[^']*)'/.exec(message)?.[1];
  if (given === undefined) return undefined;
  const similar = closest(given.replace(/^-+/, ''), known);
  return `there is no option ${given}.${similar === undefined ? '' : ` Is --${similar} meant?`}`;
}

/** The known name that a typing error may have been made of. */
export function closest(given: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, distance: name.startsWith(given) && given !== '' ? 1 : distanceOf(given, name) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 2)) && best.distance <= 2
    ? best.name
    : undefined;
}

/** How many letters must be added, removed or replaced. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The one positional argument of a command that takes one. */
export function onlyArgument(positionals: readonly string[], what: string): string {
  const [only, ...others] = positionals;
  if (only === undefined) throw new UsageError(`${what} is wanted.`);
  if (others.length > 0) throw new UsageError(`one argument is wanted, ${what}; there are ${positionals.length}.`);
  return only;
}

/** An option's JSON object. */
export function jsonObject(option: string, text: string | undefined, example: string): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON: said below, as for JSON that is no object.
  }
  throw new UsageError(`${option} must be a JSON object, such as '${example}'.`);
}
