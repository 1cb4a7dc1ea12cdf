import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import type { InvitationRecord } from '../../cloud/types.ts';
import { CreateForm, type CreateFormProps } from './create-form.tsx';
import { Environment } from './environment.tsx';
import { InvitationRow } from './invitation-row.tsx';
import { Empty } from './parts/parts.tsx';
import { Shell } from './shell.tsx';

/** How many invitations the page shows at once. */
const SHOWN = 100;

interface InvitationsProps {
  readonly cloud: Cloud;
  /** Part of an address, a scope or an inviter. */
  readonly search?: string;
  /** The form for another one, where it was refused. */
  readonly form?: CreateFormProps;
}

/** The page at `/`. */
export function InvitationsView({ cloud, search = '', form = {} }: InvitationsProps): JSX.Element {
  const found = search === '' ? cloud.store.newest(SHOWN) : find(cloud, search.toLowerCase());
  const total = cloud.store.size;
  return (
    <Shell cloud={cloud} section="invitations" title="Invitations">
      <div class="head">
        <h1>Invitations</h1>
        {total > 0 && (
          <search>
            <form class="search">
              <input
                id="search"
                type="search"
                name="q"
                value={search}
                placeholder="Find a person or scope"
                aria-label="Find a person or scope"
              />
            </form>
          </search>
        )}
      </div>
      <CreateForm {...form} />
      {found.length > 0 ? (
        <ul class="list">
          {found.map((record) => (
            <InvitationRow cloud={cloud} record={record} />
          ))}
        </ul>
      ) : (
        <Nothing cloud={cloud} search={search} />
      )}
      {total > SHOWN && found.length === SHOWN && (
        <p class="quiet actions">
          The newest {SHOWN} of {total}. Search to find the others.
        </p>
      )}
    </Shell>
  );
}

function find(cloud: Cloud, text: string): InvitationRecord[] {
  const hits: InvitationRecord[] = [];
  const all = cloud.store.all();
  for (let i = all.length - 1; i >= 0 && hits.length < SHOWN; i--) {
    const record = all[i];
    if (record && words(record).some((word) => word?.toLowerCase().includes(text))) hits.push(record);
  }
  return hits;
}

function words({ id, targets, scopes, inviter }: InvitationRecord): (string | null | undefined)[] {
  return [
    id,
    inviter.id,
    inviter.name,
    ...targets.flatMap(({ value, name }) => [value, name]),
    ...scopes.flatMap(({ groupId, name }) => [groupId, name]),
  ];
}

function Nothing({ cloud, search }: { readonly cloud: Cloud; readonly search: string }): JSX.Element {
  if (search !== '') {
    return (
      <Empty title="Nothing found">
        <p>No invitation has “{search}” in its person, scope or inviter.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No invitations yet">
      <p>Point your app at this emulator. Its invitations appear here automatically.</p>
      <Environment cloud={cloud} />
    </Empty>
  );
}
