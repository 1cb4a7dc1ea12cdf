import { vortexToken } from '@vortex/next';
import { Suspense } from 'react';
import { currentUser } from '../lib/user.ts';

export default function Page() {
  return (
    <Suspense>
      <Token />
    </Suspense>
  );
}

async function Token() {
  const user = await currentUser();
  return <code>{await vortexToken({ user, component: 'team-invite', scope: { type: 'team', id: '42' } })}</code>;
}
