import { ADA, GRACE } from '@vortex/example-web/team';
import { Bar } from '../components/bar.tsx';
import { Board } from '../components/board.tsx';
import { SignIn } from '../components/sign-in.tsx';
import { Waiting } from '../components/waiting.tsx';
import { currentPerson } from '../lib/session.ts';
import { team } from '../lib/state.ts';
import { COMPONENT, vortex } from '../lib/vortex.ts';

export default async function Page() {
  const person = await currentPerson();
  const users = [ADA, GRACE];
  const role = person && team.role(person.id);
  if (!person || !role) {
    return (
      <>
        <Bar me={person} others={users} />
        <main>
          {person ? (
            <Waiting />
          ) : (
            <SignIn users={team.members().filter(({ id }) => users.some((user) => user.id === id))} />
          )}
        </main>
      </>
    );
  }
  // Signed here and now, without a request: the page's own HTML brings it to the component that needs it.
  const token = vortex.generateToken(
    { user: { ...person }, component: COMPONENT, scope: `${team.scopeType}:${team.id}` },
    { expiresIn: '1h' },
  );
  const { id, scopeType } = team;
  return (
    <>
      <Bar me={person} others={users.filter((user) => user.id !== person.id)} />
      <main>
        <Board
          key={person.id}
          me={{ ...person, role }}
          team={{ id, scopeType, members: team.members() }}
          token={token}
          outboxUrl={process.env.OUTBOX_URL}
          componentUrl={process.env.COMPONENT_URL}
        />
      </main>
    </>
  );
}
