import type { Cloud } from '../../cloud/cloud.ts';
import { document } from './assets.ts';
import { type Html, html, raw } from './html.ts';

/** What the navigation leads to. */
export type Section = 'invitations' | 'outbox' | 'deliveries' | 'requests' | 'setup';

const MARK = raw(
  '<svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="15" fill="var(--accent)"/><path d="M9 10l7 13 7-13" fill="none" stroke="var(--on-accent)" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>',
);

/** A page of the emulator: the bar above, and its content. */
export function shell(cloud: Cloud, section: Section, title: string, content: Html): Html {
  const link = (id: Section, path: string, label: string, count?: number) =>
    html`<a id="nav-${id}" href="${path}"${id === section && html` aria-current="page"`}>${label}${
      count !== undefined && html`<span class="count">${count}</span>`
    }</a>`;
  return document(
    `${title} · Vortex emulator`,
    html`<a class="skip" href="#content">Skip to the content</a>
<header><div class="bar">
<a class="brand" href="/">${MARK}Vortex emulator</a>
<nav aria-label="Sections">${[
      link('invitations', '/', 'Invitations', cloud.store.size),
      link('outbox', '/outbox', 'Outbox', cloud.outbox.size),
      link('deliveries', '/deliveries', 'Deliveries', cloud.webhooks.size),
      link('requests', '/requests', 'Requests'),
      link('setup', '/setup', 'Setup'),
    ]}</nav>
<span class="live"></span>
</div></header>
<main id="content" tabindex="-1">${content}</main>
<p id="said" class="visually-hidden" role="status"></p>`,
    { script: true },
  );
}
