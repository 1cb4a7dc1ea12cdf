/** The word that the API has for a kind of address, by each of its names (docs/protocol.md §3.3). */
const WIRE_NAMES = {
  email: 'email',
  phone: 'phone',
  phoneNumber: 'phone',
  sms: 'phone',
  internal: 'internal',
  username: 'internal',
} as const;

/** A kind of address as the API names it. */
export type WireTargetType = (typeof WIRE_NAMES)[keyof typeof WIRE_NAMES];

/** The API's word for a kind of address; `undefined` for anything else. */
export function wireTargetType(type: unknown): WireTargetType | undefined {
  return Object.hasOwn(WIRE_NAMES, type as string) ? WIRE_NAMES[type as keyof typeof WIRE_NAMES] : undefined;
}
