import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { closedBecause } from '../../../cloud/invitations/invitation.ts';
import { inviterName, placeName } from '../../../cloud/mail/mail.ts';
import type { InvitationRecord } from '../../../cloud/types.ts';
import { shortLink } from '../../../cloud/wire.ts';
import { Document } from '../document.tsx';
import { Field } from '../parts/field.tsx';

interface AcceptProps {
  readonly record: InvitationRecord;
  /** What the form was sent with, and why it was refused. */
  readonly refused?: { readonly address: string; readonly name: string; readonly problem: string };
}

/**
 * What a person sees who has followed the link of an invitation, where the app has no landing page. The browser does not
 * check the address: it knows fewer of them than there are (`josé@example.org`), and the emulator checks it anyway.
 */
export function AcceptPage({ record, refused }: AcceptProps): JSX.Element {
  const [target] = record.targets;
  const phone = target?.type === 'phone';
  const known = target?.type === 'email' || phone ? target.value : '';
  return (
    <Card title="You are invited" head={<PreviewTags record={record} />}>
      <h1>{headline(record)}</h1>
      <p class="quiet">
        This page stands in for your app's landing page. Set <code>landingPage</code> (<code>--landing-page</code>) to
        send people there instead.
      </p>
      <form method="post" action={`/i/${record.code}/accept`} class="stack" novalidate>
        <Field
          id="address"
          name="address"
          label={phone ? 'Phone number' : 'Email'}
          type={phone ? 'tel' : 'email'}
          value={refused?.address ?? known}
          required
          autocomplete={phone ? 'tel' : 'email'}
          problem={refused?.problem}
        />
        <Field
          id="name"
          name="name"
          label="Name"
          hint="optional"
          value={refused?.name ?? target?.name ?? undefined}
          autocomplete="name"
        />
        <div class="row">
          <button type="submit" class="primary">
            Accept
          </button>
          <button type="submit" formaction={`/i/${record.code}/decline`}>
            Decline
          </button>
        </div>
      </form>
    </Card>
  );
}

interface SettledProps {
  readonly record: InvitationRecord;
  readonly how: 'accepted' | 'declined';
}

export function SettledPage({ record, how }: SettledProps): JSX.Element {
  const place = placeName(record);
  const text = how === 'accepted' ? `You have joined${place ? ` ${place}` : ''}` : 'You have declined';
  return (
    <Card title={text}>
      <h1>{text}</h1>
      <p class="quiet">
        {how === 'accepted' ? 'Vortex is notifying your app by webhook.' : 'The invitation is closed.'} You may close
        this page.
      </p>
    </Card>
  );
}

export function ClosedPage({ record }: { readonly record: InvitationRecord }): JSX.Element {
  return (
    <Card title="Invitation closed">
      <h1>This invitation is closed</h1>
      <p class="quiet">
        It {closedBecause(record)}. Ask {inviterName(record)} for a new one.
      </p>
      <Back />
    </Card>
  );
}

export function UnknownLinkPage(): JSX.Element {
  return (
    <Card title="Unknown link">
      <h1>This link is unknown</h1>
      <p class="quiet">
        No invitation has this link. It may have been created before the emulator was started or reset.
      </p>
      <Back />
    </Card>
  );
}

/** What a link preview reads: Open Graph tags, and nothing that a person would need. */
export function PreviewPage({
  record,
  origin,
}: {
  readonly record: InvitationRecord;
  readonly origin: string;
}): JSX.Element {
  return (
    <Card title={headline(record)} head={<PreviewTags record={record} url={shortLink(record, origin)} />}>
      <h1>{headline(record)}</h1>
    </Card>
  );
}

function PreviewTags({ record, url }: { readonly record: InvitationRecord; readonly url?: string }): JSX.Element {
  const { title = headline(record), description, image, type = 'website', siteName } = record.unfurlConfig ?? {};
  const tags = { title, description, image, type, site_name: siteName, url };
  return (
    <>{Object.entries(tags).map(([name, content]) => content && <meta property={`og:${name}`} content={content} />)}</>
  );
}

function headline(record: InvitationRecord): string {
  const place = placeName(record);
  return `${inviterName(record)} invited you${place ? ` to join ${place}` : ''}`;
}

function Back(): JSX.Element {
  return (
    <p class="actions">
      <a class="button" href="/">
        Open the emulator
      </a>
    </p>
  );
}

interface CardProps {
  readonly title: string;
  readonly head?: Child;
  readonly children?: Child;
}

function Card({ title, head, children }: CardProps): JSX.Element {
  return (
    <Document title={title} head={head}>
      <main class="card">{children}</main>
    </Document>
  );
}
