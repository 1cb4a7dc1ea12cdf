/** A person's initial in a circle. */
export function Avatar({ name }: { readonly name: string }) {
  return (
    <span className="avatar" aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

/** A name, and something quieter below it. */
export function Named({ name, below }: { readonly name: string; readonly below: string }) {
  return (
    <span className="named">
      <strong>{name}</strong>
      <small>{below}</small>
    </span>
  );
}
