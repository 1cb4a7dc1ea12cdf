import type { JSX } from 'hono/jsx/jsx-runtime';

interface ActionProps {
  readonly path: string;
  readonly label: string;
  /** What a screen reader is told afterwards. */
  readonly said: string;
  /** What is asked before anything is sent. */
  readonly confirm?: string;
  /** What it is about, where several have the same label. */
  readonly about?: string;
}

/** A button that posts. */
export function Action({ path, label, said, confirm, about }: ActionProps): JSX.Element {
  return (
    <form method="post" action={path} data-live={said}>
      <button type="submit" data-confirm={confirm} aria-label={about && `${label}: ${about}`}>
        {label}
      </button>
    </form>
  );
}
