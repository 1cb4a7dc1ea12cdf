import type { Person } from '@vortex/example-web/team';
import Link from 'next/link';
import { signIn, signOut } from '../app/actions.ts';

/** The page's head: who is signed in, and whom one could be instead. */
export function Bar({ me, others = [] }: { readonly me?: Person | undefined; readonly others?: readonly Person[] }) {
  return (
    <header className="bar">
      <Link className="brand" href="/">
        <img src="/icon.svg" alt="" width="28" height="28" /> Lighthouse
      </Link>
      <div className="who">
        {me && (
          <>
            <span className="me">
              Signed in as <strong>{me.name}</strong>
            </span>
            {others.map((user) => (
              <form key={user.id} action={signIn.bind(null, user.id)}>
                <button type="submit">Switch to {user.name}</button>
              </form>
            ))}
            <form action={signOut}>
              <button type="submit">Sign out</button>
            </form>
          </>
        )}
      </div>
    </header>
  );
}
