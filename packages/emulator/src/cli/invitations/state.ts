/** As much of an invitation as says where it stands. */
interface Standing {
  readonly status: string;
  readonly deactivated: boolean;
  readonly expired: boolean;
}

/** Where an invitation stands, in one word. On the wire a closed one keeps the status it had, beside two flags. */
export function stateOf({ status, deactivated, expired }: Standing): string {
  if (deactivated) return 'deactivated';
  return expired ? 'expired' : status;
}
