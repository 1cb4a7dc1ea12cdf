import { ADA, GRACE } from '@vortex/example-web/team';
import { vortexToken } from '@vortex/next';
import { Suspense } from 'react';
import { Bar } from '../components/bar.tsx';
import { Board } from '../components/board.tsx';
import { SignIn } from '../components/sign-in.tsx';
import { Waiting } from '../components/waiting.tsx';
import { currentPerson } from '../lib/session.ts';
import { team } from '../lib/state.ts';
import { COMPONENT } from '../lib/vortex.ts';

export default function Page() {
  // The frame is the same for everybody and there at once; what depends on the session follows in the same response.
  return (
    <Suspense fallback={<Bar />}>
      <TeamPage />
    </Suspense>
  );
}

async function TeamPage() {
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
  const token = await vortexToken({
    user: { ...person },
    component: COMPONENT,
    scope: { type: team.scopeType, id: team.id },
  });
  const { id, scopeType } = team;
  return (
    <>
      <Bar me={person} others={users.filter((user) => user.id !== person.id)} />
      <main>
        <Board
          key={person.id}
          me={{ ...person, role }}
          team={{ id, scopeType, members: team.members() }}
          context={{ componentId: COMPONENT, scope: id, scopeType }}
          token={token}
          outboxUrl={process.env.OUTBOX_URL}
          componentUrl={process.env.COMPONENT_URL}
        />
      </main>
    </>
  );
}
