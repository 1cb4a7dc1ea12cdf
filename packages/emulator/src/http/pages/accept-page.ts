import { closedBecause } from '../../cloud/invitations/invitation.ts';
import { inviterName, placeName } from '../../cloud/mail/mail.ts';
import type { InvitationRecord } from '../../cloud/types.ts';
import { shortLink } from '../../cloud/wire.ts';
import { document } from './assets.ts';
import { type Html, html } from './html.ts';

/** What a person sees who has followed the link of an invitation, where the app has no landing page. */
export function acceptPage(record: InvitationRecord, problem?: string): Html {
  const [target] = record.targets;
  const phone = target?.type === 'phone';
  const known = target?.type === 'email' || phone ? target.value : '';
  return card(
    'You are invited',
    html`<h1>${headline(record)}</h1>
<p class="quiet">This page stands in for your app's landing page. Set <code>landingPage</code> to go there instead.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="/i/${record.code}/accept" class="stack">
<label>${phone ? 'Phone number' : 'Email'}
<input name="address" type="${phone ? 'tel' : 'email'}" value="${known}" required autocomplete="${phone ? 'tel' : 'email'}"></label>
<label>Name <span class="quiet">(may be left out)</span>
<input name="name" value="${target?.name}" autocomplete="name"></label>
<div class="row"><button class="primary">Accept</button>
<button formaction="/i/${record.code}/decline" formnovalidate>Decline</button></div>
</form>`,
    previewTags(record, ''),
  );
}

export function settledPage(record: InvitationRecord, how: 'accepted' | 'declined'): Html {
  const place = placeName(record);
  const text = how === 'accepted' ? `You have joined${place ? ` ${place}` : ''}` : 'You have declined';
  return card(
    text,
    html`<h1>${text}</h1>
<p class="quiet">${how === 'accepted' ? 'Your app has been told by webhook. You may close this page.' : 'The invitation is closed. You may close this page.'}</p>`,
  );
}

export function closedPage(record: InvitationRecord): Html {
  return card(
    'Invitation closed',
    html`<h1>This invitation is closed</h1>
<p class="quiet">It ${closedBecause(record)}. Ask ${inviterName(record)} for a new one.</p>`,
  );
}

export function unknownLinkPage(): Html {
  return card(
    'Unknown link',
    html`<h1>This link leads nowhere</h1>
<p class="quiet">No invitation has it. It may be from before the emulator was started or reset.</p>`,
  );
}

/** What a link preview reads: Open Graph tags, and nothing that a person would need. */
export function previewPage(record: InvitationRecord, origin: string): Html {
  return card(headline(record), html`<h1>${headline(record)}</h1>`, previewTags(record, shortLink(record, origin)));
}

function previewTags(record: InvitationRecord, url: string): Html {
  const { title = headline(record), description, image, type = 'website', siteName } = record.unfurlConfig ?? {};
  const tag = (name: string, content: string | undefined) =>
    content && html`<meta property="og:${name}" content="${content}">`;
  return html`${tag('title', title)}${tag('description', description)}${tag('image', image)}${tag('type', type)}${tag('site_name', siteName)}${tag('url', url)}`;
}

function headline(record: InvitationRecord): string {
  const place = placeName(record);
  return `${inviterName(record)} invited you${place ? ` to join ${place}` : ''}`;
}

function card(title: string, content: Html, head?: Html): Html {
  return document(title, html`<main class="card">${content}</main>`, head ? { head } : {});
}
