import type { Cloud } from '../../cloud/cloud.ts';
import type { OutboxMessage } from '../../cloud/mail/outbox.ts';
import { type Html, html } from './html.ts';
import { facts, pill, time } from './parts.ts';
import { shell } from './shell.ts';

const SHOWN = 200;

/** The page at `/outbox`, and at `/outbox/:id` with that message chosen. */
export function outboxView(cloud: Cloud, chosen?: OutboxMessage): Html {
  const messages = cloud.outbox.newest(SHOWN, cloud.origin);
  const open = chosen ?? messages[0];
  if (!open) {
    return shell(
      cloud,
      'outbox',
      'Outbox',
      html`<div class="head"><h1>Outbox</h1></div>
<div class="empty"><h2>Nothing sent yet</h2><p>Every email and text message that an invitation would have sent appears here. None leaves this machine.</p></div>`,
    );
  }
  return shell(
    cloud,
    'outbox',
    'Outbox',
    html`<div class="head"><h1>Outbox</h1></div>
<div class="mailbox${chosen && ' chosen'}">
<ul class="list messages">${messages.map((message) => entry(message, message.id === open.id))}</ul>
${reader(open)}
</div>`,
  );
}

function entry(message: OutboxMessage, current: boolean): Html {
  return html`<li id="m-${message.id}"><a href="/outbox/${message.id}"${current && html` aria-current="true"`}>
<span class="line"><span class="main">${message.to}</span>${time(message.sentAt)}</span>
<span class="sub">${message.channel === 'email' ? message.subject : message.text}</span>${message.bounced && pill('bounced', 'bad')}</a></li>`;
}

function reader(message: OutboxMessage): Html {
  const email = message.channel === 'email';
  return html`<article class="message" id="r-${message.id}" aria-label="Message">
<a class="back" href="/outbox">All messages</a>
<div class="row"><h2>${email ? message.subject : 'Text message'}</h2>
${message.kind === 'reminder' && pill('reminder', 'wait')}${message.bounced && pill('bounced', 'bad')}${message.opened && pill('opened', 'good')}</div>
${facts({ To: message.to, From: message.from, Sent: time(message.sentAt) })}
<div class="row"><a class="button primary" href="${message.link}" target="_blank" rel="noopener">Open its link</a><code>${message.link}</code></div>
${
  email
    ? html`<iframe src="/outbox/${message.id}/mail" title="The email as it is read" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
    : html`<p class="bubble">${message.text}</p><p class="quiet actions">Vortex sends no text messages for invitations that a server creates: you text the link yourself. This is a suggestion.</p>`
}
</article>`;
}
