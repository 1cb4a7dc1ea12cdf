import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import { Document } from './document.tsx';

/** What the navigation leads to. */
export type Section = 'invitations' | 'outbox' | 'deliveries' | 'requests' | 'setup';

interface ShellProps {
  readonly cloud: Cloud;
  /** Where the page stands in the navigation, if it does. */
  readonly section?: Section;
  readonly title: string;
  readonly children?: Child;
}

/** A page of the emulator: the bar above, and its content. */
export function Shell({ cloud, section, title, children }: ShellProps): JSX.Element {
  const link = (id: Section, label: string, count?: number) => (
    <a id={`nav-${id}`} href={id === 'invitations' ? '/' : `/${id}`} aria-current={id === section ? 'page' : undefined}>
      {label}
      {count !== undefined && <span class="count">{count}</span>}
    </a>
  );
  return (
    <Document title={`${title} · Vortex emulator`} live>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <div class="bar">
          <a class="brand" href="/">
            <Mark />
            Vortex emulator
          </a>
          <nav aria-label="Sections">
            {link('invitations', 'Invitations', cloud.store.size)}
            {link('outbox', 'Outbox', cloud.outbox.size)}
            {link('deliveries', 'Deliveries', cloud.webhooks.size)}
            {link('requests', 'Requests')}
            {link('setup', 'Setup')}
          </nav>
          <span class="live" />
        </div>
      </header>
      <main id="content" tabindex={-1}>
        {children}
      </main>
      <p id="said" class="visually-hidden" role="status" />
    </Document>
  );
}

function Mark(): JSX.Element {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="15" fill="var(--accent)" />
      <path
        d="M9 10l7 13 7-13"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="3.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
