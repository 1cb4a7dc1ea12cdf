import type { JSX } from 'hono/jsx/jsx-runtime';

interface FiltersProps {
  readonly path: string;
  readonly failedOnly: boolean;
  /** The one that is shown; `''` for all. */
  readonly type: string;
  readonly types: readonly string[];
  /** What the types are types of. */
  readonly label: string;
}

/** Selects the part of a list to show: all or only failures, and one type. */
export function Filters({ path, failedOnly, type, types, label }: FiltersProps): JSX.Element {
  const known = type === '' || types.includes(type) ? types : [type, ...types];
  return (
    <form class="filters" action={path} aria-label="Filter" data-filter>
      <div class="field">
        <label for="filter-status">Show</label>
        <select id="filter-status" name="status">
          <option value="" selected={!failedOnly}>
            everything
          </option>
          <option value="failed" selected={failedOnly}>
            failed only
          </option>
        </select>
      </div>
      <div class="field">
        <label for="filter-type">{label}</label>
        <select id="filter-type" name="type">
          <option value="" selected={type === ''}>
            any
          </option>
          {known.map((name) => (
            <option value={name} selected={name === type}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="without-script">
        Filter
      </button>
    </form>
  );
}
