import type { Person } from '@vortex/example-web/team';
import { signIn } from '../app/actions.ts';
import { Avatar, Named } from './parts.tsx';

/** What a visitor sees who is not signed in. */
export function SignIn({ users }: { readonly users: readonly (Person & { readonly role: string })[] }) {
  return (
    <section className="card narrow">
      <h1>Sign in</h1>
      <p className="quiet">A demo of Vortex invitations on Next. Pick one of two demo users; there is no password.</p>
      <div className="choices">
        {users.map((user) => (
          <form key={user.id} action={signIn.bind(null, user.id)} style={{ display: 'grid' }}>
            <button type="submit" className="choice">
              <Avatar name={user.name} />
              <Named name={user.name} below={`${user.email}, ${user.role}`} />
            </button>
          </form>
        ))}
      </div>
      <h2>What to try</h2>
      <ol className="steps">
        <li>Invite an email address to the team.</li>
        <li>Open the outbox and follow the link in the email.</li>
        <li>Accept as the invited person.</li>
        <li>Watch the signed webhook arrive and the team grow.</li>
      </ol>
    </section>
  );
}
