import { isRecord } from './checks/is-record.ts';
import { closest } from './closest.ts';
import { invalidOption } from './invalid-option.ts';

/**
 * Refuses a value that is not an options object, and unknown options: a misspelt one would leave its default in force.
 *
 * @param options - The options as passed. One that is `undefined` counts as left out.
 * @param known - All known names.
 * @param example - An example for the message: `{ secret, on }`.
 * @throws {VortexConfigError} `invalid_option`, with the closest known name.
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
