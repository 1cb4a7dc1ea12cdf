import { iso } from '../../cloud/clock.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { isOpen } from '../../cloud/invitations/invitation.ts';
import type { InvitationRecord } from '../../cloud/types.ts';
import { shortLink } from '../../cloud/wire.ts';
import { environment } from './environment.ts';
import { type Html, html } from './html.ts';
import { action, facts, pill, type Tone, time } from './parts.ts';
import { shell } from './shell.ts';

/** How many invitations the page shows at once. */
const SHOWN = 100;

/** What the page is asked for, and what went wrong with the form on it. */
export interface InvitationsQuery {
  /** Part of an address, a scope or an inviter. */
  readonly search: string;
  readonly problem?: string;
}

/** The page at `/`. */
export function invitationsView(cloud: Cloud, { search, problem }: InvitationsQuery): Html {
  const found = search === '' ? cloud.store.newest(SHOWN) : find(cloud, search.toLowerCase());
  const total = cloud.store.size;
  return shell(
    cloud,
    'invitations',
    'Invitations',
    html`<div class="head"><h1>Invitations</h1>
${
  total > 0 &&
  html`<form class="search" role="search"><input type="search" name="q" value="${search}" placeholder="Find a person or scope" aria-label="Find a person or scope"></form>
${action('/reset', 'Reset', 'The emulator has been reset.', { confirm: 'Forget all invitations, messages and deliveries?' })}`
}</div>
${createForm(problem)}
${found.length > 0 ? html`<ul class="list">${found.map((record) => row(cloud, record))}</ul>` : nothing(cloud, search)}
${total > SHOWN && found.length === SHOWN && html`<p class="quiet actions">The newest ${SHOWN} of ${total}. Search to find the others.</p>`}`,
  );
}

function row(cloud: Cloud, record: InvitationRecord): Html {
  const [target] = record.targets;
  const scope = record.scopes.map(({ name, type }) => `${name} (${type})`).join(', ');
  const inviter = record.inviter.name ?? record.inviter.id;
  const link = shortLink(record, cloud.origin);
  return html`<li id="i-${record.id}"><details><summary>
<span class="main">${target?.value ?? describeType(record)}<span class="sub">${[inviter && `from ${inviter}`, scope].filter(Boolean).join(' · ')}</span></span>
${state(record)}${time(iso(record.createdAt))}</summary>
<div class="detail"><div class="columns"><div>
${facts({
  Id: html`<code>${record.id}</code>`,
  Link: html`<a href="${link}" target="_blank" rel="noopener">${link}</a>`,
  Component: record.componentId,
  Inviter: `${inviter}${record.inviter.email ? ` <${record.inviter.email}>` : ''}`,
  Scope: record.scopes.map(({ type, groupId }) => `${type} ${groupId}`).join(', '),
  Accepted: record.accepts.map((entry) => entry.target.value).join(', '),
  Clicks: record.clickThroughs,
  Source: [record.source, record.subtype].filter(Boolean).join(' · '),
  Variables: record.templateVariables && html`<code>${JSON.stringify(record.templateVariables)}</code>`,
  Metadata: record.metadata && html`<code>${JSON.stringify(record.metadata)}</code>`,
  Expires: record.expiresAt === null ? 'never' : time(iso(record.expiresAt)),
})}
</div><div><h2 class="label">Timeline</h2><ol class="timeline">${record.timeline.map(({ at, what }) => html`<li>${time(iso(at))}<span>${what}</span></li>`)}</ol></div></div>
${
  isOpen(record) &&
  html`<div class="row actions">
${record.type === 'single_use' && action(`/invitations/${record.id}/reinvite`, 'Send again', 'Sent again.')}
${action(`/invitations/${record.id}/revoke`, 'Revoke', 'Revoked.')}</div>`
}
</div></details></li>`;
}

function state(record: InvitationRecord): Html {
  if (record.deactivated) return pill('deactivated', 'flat');
  if (record.expired) return pill('expired', 'flat');
  const tones: Partial<Record<string, Tone>> = { accepted: 'good', accepted_elsewhere: 'flat', queued: 'wait' };
  return pill(record.status.replaceAll('_', ' '), tones[record.status] ?? 'info');
}

function describeType(record: InvitationRecord): string {
  return record.type === 'autojoin' ? 'Autojoin' : 'Share link';
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

function createForm(problem: string | undefined): Html {
  return html`<details class="new"${problem && html` open`}><summary class="button">New invitation</summary>
<form method="post" action="/invitations" data-live="The invitation has been created.">
${problem && html`<p class="problem" id="new-problem" role="alert">${problem}</p>`}
<label>By<select name="type"><option value="email">Email</option><option value="phone">Phone</option><option value="internal">Inside the app</option></select></label>
<label>To<input id="new-value" name="value" required placeholder="ada@example.com"></label>
<label>Inviter<input name="inviter" placeholder="user-1"></label>
<label>Scope type<input name="scopeType" placeholder="team"></label>
<label>Scope id<input name="scopeId" placeholder="team-1"></label>
<button class="primary">Create</button>
</form></details>`;
}

function nothing(cloud: Cloud, search: string): Html {
  if (search !== '')
    return html`<div class="empty"><h2>Nothing found</h2><p>No invitation has “${search}” in its person, scope or inviter.</p></div>`;
  return html`<div class="empty"><h2>No invitations yet</h2><p>Point your app at this emulator, and what it sends appears here by itself.</p>
<pre tabindex="0">${environment(cloud)}</pre></div>`;
}
