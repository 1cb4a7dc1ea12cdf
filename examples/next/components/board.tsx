'use client';

import type { Member, Person, Role } from '@vortex/example-web/team';
import { VortexProvider, type VortexTokenContext } from '@vortex/react';
import { InviteForm } from './invite-form.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { Avatar, Named } from './parts.tsx';
import { TokenCard } from './token-card.tsx';
import { useWebhooks } from './use-webhooks.ts';
import { WebhookFeed } from './webhook-feed.tsx';

export interface BoardProps {
  readonly me: Person & { readonly role: Role };
  readonly team: { readonly id: string; readonly scopeType: string; readonly members: readonly Member[] };
  /** What the token is for. */
  readonly context: VortexTokenContext;
  /** Signed by the server component that renders this one. */
  readonly token: string;
  readonly outboxUrl: string | undefined;
  readonly componentUrl: string | undefined;
}

/** What a member of the team sees. */
export function Board({ me, team, context, token, outboxUrl, componentUrl }: BoardProps) {
  const webhooks = useWebhooks();
  const { length: changes } = webhooks;
  return (
    <VortexProvider>
      <div className="board">
        <div className="column">
          <InviteForm outboxUrl={outboxUrl} />
          <OpenInvitations me={me} team={team} outboxUrl={outboxUrl} changes={changes} />
          <section className="card" aria-labelledby="team-title">
            <h2 id="team-title">Team</h2>
            <ul className="rows">
              {team.members.map((member) => (
                <li key={member.id}>
                  <Avatar name={member.name} />
                  <Named name={member.name} below={member.email} />
                  <span className="chip">{member.role}</span>
                </li>
              ))}
            </ul>
          </section>
          <TokenCard context={context} token={token} componentUrl={componentUrl} />
        </div>
        <WebhookFeed entries={webhooks} />
      </div>
    </VortexProvider>
  );
}
