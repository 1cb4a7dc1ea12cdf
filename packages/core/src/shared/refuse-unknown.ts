import { isRecord } from './checks/is-record.ts';
import { closest } from './closest.ts';
import { invalidOption } from './invalid-option.ts';

/**
 * Refuses what is not an options object, and an option under a name that nobody reads: a misspelt one would leave its default
 * standing.
 *
 * @param options - As given; what is `undefined` in them counts as left out.
 * @param known - Every name there is.
 * @param example - What they look like: `{ secret, on }`.
 * @throws {VortexConfigError} `invalid_option`, with the name that was probably meant.
 * @example
 * refuseUnknown(options, { expiresIn: true, vortex: true }, '{ expiresIn }');
 */
export function refuseUnknown(options: object, known: { readonly [name: string]: true }, example: string): void {
  if (!isRecord(options)) throw invalidOption('object', `must be an object such as ${example}`);
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const [name] = unknown;
  const names = Object.keys(known);
  const similar = closest(name, names);
  throw invalidOption(
    name,
    similar ? `is unknown. Did you mean ${similar}?` : `is unknown. Known options are ${names.join(', ')}`,
  );
}
