import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import type { OutboxMessage } from '../../cloud/mail/outbox.ts';
import { Copy } from './parts/copy.tsx';
import { Breakable, Empty, Facts, Pill, Time } from './parts/parts.tsx';
import { Shell } from './shell.tsx';

const SHOWN = 200;

interface OutboxProps {
  readonly cloud: Cloud;
  readonly chosen?: OutboxMessage;
}

/** The page at `/outbox`, and at `/outbox/:id` with that message chosen. */
export function OutboxView({ cloud, chosen }: OutboxProps): JSX.Element {
  const messages = cloud.outbox.newest(SHOWN, cloud.origin);
  const open = chosen ?? messages[0];
  return (
    <Shell cloud={cloud} section="outbox" title="Outbox">
      <div class="head">
        <h1>Outbox</h1>
      </div>
      {open ? (
        <div class={chosen ? 'mailbox chosen' : 'mailbox'}>
          <ul class="list messages">
            {messages.map((message) => (
              <Entry message={message} current={message.id === open.id} />
            ))}
          </ul>
          <Reader message={open} />
        </div>
      ) : (
        <Empty title="Nothing sent yet">
          <p>Every email and text message for an invitation appears here. None of them leaves this machine.</p>
        </Empty>
      )}
    </Shell>
  );
}

function Entry({ message, current }: { readonly message: OutboxMessage; readonly current: boolean }): JSX.Element {
  return (
    <li id={`m-${message.id}`}>
      <a href={`/outbox/${message.id}`} aria-current={current ? 'true' : undefined}>
        <span class="line">
          <span class="main">
            <Breakable text={message.to} />
          </span>
          <Time iso={message.sentAt} />
        </span>
        <span class="sub">{message.channel === 'email' ? message.subject : message.text}</span>
        {message.bounced && <Pill tone="bad">bounced</Pill>}
      </a>
    </li>
  );
}

function Reader({ message }: { readonly message: OutboxMessage }): JSX.Element {
  const email = message.channel === 'email';
  return (
    <article class="message" id={`r-${message.id}`} aria-label="Message">
      <a class="back" href="/outbox">
        All messages
      </a>
      <div class="row">
        <h2>{email ? message.subject : 'Text message'}</h2>
        {message.kind === 'reminder' && <Pill tone="wait">reminder</Pill>}
        {message.bounced && <Pill tone="bad">bounced</Pill>}
        {message.opened && <Pill tone="good">opened</Pill>}
      </div>
      <Facts of={{ To: message.to, From: message.from, Sent: <Time iso={message.sentAt} /> }} />
      <div class="row">
        <a class="button primary" href={message.link} target="_blank" rel="noopener">
          Open its link
        </a>
        <span class="copyable">
          <code>{message.link}</code>
          <Copy what="the link" text={message.link} />
        </span>
      </div>
      {email ? (
        <iframe
          src={`/outbox/${message.id}/mail`}
          title="The email as its reader sees it"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      ) : (
        <>
          <p class="bubble">{message.text}</p>
          <p class="quiet actions">
            Vortex sends no text messages for invitations that a server creates: you send the link yourself. This is a
            suggestion.
          </p>
        </>
      )}
    </article>
  );
}
