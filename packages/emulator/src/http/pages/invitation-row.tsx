import type { JSX } from 'hono/jsx/jsx-runtime';
import { iso } from '../../cloud/clock.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { isOpen } from '../../cloud/invitations/invitation.ts';
import type { InvitationRecord } from '../../cloud/types.ts';
import { shortLink } from '../../cloud/wire.ts';
import { Action } from './parts/action.tsx';
import { Json } from './parts/code.tsx';
import { Copyable } from './parts/copy.tsx';
import { Breakable, Facts, Pill, Time, type Tone } from './parts/parts.tsx';

interface RowProps {
  readonly cloud: Cloud;
  readonly record: InvitationRecord;
}

/** One invitation of the list, which opens. */
export function InvitationRow({ cloud, record }: RowProps): JSX.Element {
  const [target] = record.targets;
  const scope = record.scopes.map(({ name, type }) => `${name} (${type})`).join(', ');
  const who = target?.value ?? (record.type === 'autojoin' ? 'Autojoin' : 'Share link');
  return (
    <li id={`i-${record.id}`}>
      <details>
        <summary>
          <span class="main">
            <Breakable text={who} />
            <span class="sub">
              {[inviterOf(record) && `from ${inviterOf(record)}`, scope].filter(Boolean).join(' · ')}
            </span>
          </span>
          <State of={record} />
          <Time iso={iso(record.createdAt)} />
        </summary>
        <div class="detail">
          <div class="columns">
            <div>
              <Details cloud={cloud} record={record} />
            </div>
            <div>
              <h2 class="label">Timeline</h2>
              <ol class="timeline">
                {record.timeline.map(({ at, what }) => (
                  <li>
                    <Time iso={iso(at)} />
                    <span>{what}</span>
                  </li>
                ))}
              </ol>
            </div>
          </div>
          {record.metadata && (
            <>
              <h2 class="label">Metadata</h2>
              <Json id={`metadata-${record.id}`} what="the metadata" text={JSON.stringify(record.metadata)} />
            </>
          )}
          {isOpen(record) && <Actions record={record} />}
        </div>
      </details>
    </li>
  );
}

function Details({ cloud, record }: RowProps): JSX.Element {
  const link = shortLink(record, cloud.origin);
  const { inviter } = record;
  return (
    <Facts
      of={{
        ID: <Copyable what="the ID" text={record.id} />,
        Link: <Copyable what="the link" text={link} href={link} />,
        Component: record.componentId,
        Inviter: `${inviterOf(record)}${inviter.email ? ` <${inviter.email}>` : ''}`,
        Scope: record.scopes.map(({ type, groupId }) => `${type} ${groupId}`).join(', '),
        Accepted: record.accepts.map((entry) => entry.target.value).join(', '),
        Clicks: record.clickThroughs,
        Source: [record.source, record.subtype].filter(Boolean).join(' · '),
        Variables: record.templateVariables && <code>{JSON.stringify(record.templateVariables)}</code>,
        Expires: record.expiresAt === null ? 'never' : <Time iso={iso(record.expiresAt)} />,
      }}
    />
  );
}

function Actions({ record: { id, type } }: { readonly record: InvitationRecord }): JSX.Element {
  return (
    <div class="row actions">
      {type === 'single_use' && <Action path={`/invitations/${id}/reinvite`} label="Send again" said="Sent again." />}
      <Action path={`/invitations/${id}/revoke`} label="Revoke" said="Revoked." />
    </div>
  );
}

function inviterOf({ inviter }: InvitationRecord): string | null {
  return inviter.name ?? inviter.id;
}

function State({ of }: { readonly of: InvitationRecord }): JSX.Element {
  if (of.deactivated) return <Pill tone="flat">deactivated</Pill>;
  if (of.expired) return <Pill tone="flat">expired</Pill>;
  const tones: Partial<Record<string, Tone>> = { accepted: 'good', accepted_elsewhere: 'flat', queued: 'wait' };
  return <Pill tone={tones[of.status] ?? 'info'}>{of.status.replaceAll('_', ' ')}</Pill>;
}
