import { closest } from './closest.ts';
import { invalidOption } from './invalid-option.ts';

/**
 * Refuses an option under a name that nobody reads: a misspelt one would leave its default standing.
 *
 * @param options - As given; what is `undefined` counts as left out.
 * @param known - Every name there is.
 * @throws {VortexConfigError} `invalid_option`, with the name that was probably meant.
 */
export function refuseUnknown(options: object, known: { readonly [name: string]: true }): void {
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
