import type { InvitationResult } from '@vortex/hono';
import { html, raw } from 'hono/html';
import { CLIENT_PATH, TEAM } from './env.ts';
import type { Member } from './team.ts';

type Html = ReturnType<typeof html>;

const CSS = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --accent: #c2410c; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }
  h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: flex; align-items: center; gap: 1rem; justify-content: space-between; padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  form { display: flex; align-items: center; flex-wrap: wrap; gap: .5rem; }
  input { flex: 1 1 14rem; min-width: 0; font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: inherit; }
  button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: .4rem; background: var(--accent); color: #fff; cursor: pointer; }
  vortex-invite { --vortex-accent: var(--accent); --vortex-on-accent: #fff; margin-bottom: .5rem; }
  button.quiet { background: transparent; color: inherit; border: 1px solid var(--line); }
  small, output { opacity: .75; overflow-wrap: anywhere; }
  header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; }`;

/** What the page of the team shows. Without members there is nobody to show it to. */
export interface HomeView {
  readonly email: string | undefined;
  readonly members?: readonly Member[];
  readonly open?: readonly InvitationResult[];
  readonly componentUrl?: string | undefined;
}

/** The team, for those who are on it. */
export function homePage({ email, members, open, componentUrl }: HomeView): Html {
  if (!email) return page(html`<form method="post" action="/app/sign-in"><button>Sign in as Ada</button></form>`);
  if (!members)
    return page(html`
      <p>${email} is not on the team yet. When the webhook arrives, this page changes.</p>
      ${out(email)}
      ${script('setTimeout(() => location.reload(), 2000);')}`);
  return page(html`
    ${out(email)}
    <h2>Members</h2>
    <ul>${members.map((member) => html`<li><span>${member.email}</span><small>${member.role}</small></li>`)}</ul>
    <h2>Invite</h2>
    <form method="post" action="/app/invite">
      <input name="email" type="email" required placeholder="nia@example.com" aria-label="Email address">
      <button>Invite</button>
    </form>
    <h2>Open invitations</h2>
    <ul>${(open ?? []).map(openInvitation)}</ul>
    ${open?.length ? '' : html`<small>None.</small>`}
    <h2>A component, with the token that this page has asked for</h2>
    ${componentUrl && html`<script type="module" src="${componentUrl}"></script><vortex-invite incoming></vortex-invite>`}
    <output id="token">…</output>
    ${script(`
      import { createVortexPage } from '${CLIENT_PATH}';
      const vortex = createVortexPage();
      const output = document.getElementById('token');
      vortex.tokenFor().watch(({ token, error }) => {
        output.textContent = token ? token.slice(0, 24) + '…' + token.slice(-12) : (error?.message ?? '…');
        if (token) document.querySelector('vortex-invite')?.setAttribute('token', token);
      });
      for (const button of document.querySelectorAll('[data-revoke]')) {
        button.disabled = false;
        button.onclick = () =>
          vortex.invitations.revoke(button.dataset.revoke).then(() => location.reload(), (error) => alert(error.message));
      }`)}`);
}

/** Where the mail's link leads. */
export function acceptPage({ email, invitation }: { email?: string | undefined; invitation: InvitationResult }): Html {
  const invited = invitation.target?.find(({ type }) => type === 'email')?.value ?? '';
  if (email?.toLowerCase() !== invited.toLowerCase()) {
    return page(html`
      <p>${invitation.creatorName ?? 'A member'} invites ${invited} to ${TEAM.name}.</p>
      <form method="post" action="/app/sign-in/invited">
        <input type="hidden" name="invitationId" value="${invitation.id}">
        <button>Continue as ${invited}</button>
      </form>`);
  }
  return page(html`
    <p>Join ${TEAM.name} as ${invited}?</p>
    <button id="join" disabled>Join</button> <output id="problem"></output>
    ${script(`
      import { createVortexPage } from '${CLIENT_PATH}';
      const join = document.getElementById('join');
      join.disabled = false;
      join.onclick = () =>
        createVortexPage()
          .invitations.accept([new URLSearchParams(location.search).get('invitationId')])
          .then(() => location.assign('/'), (error) => { document.getElementById('problem').textContent = error.message; });`)}`);
}

/** Why something was not done, and the way back. */
export function problemPage(problem: string): Html {
  return page(html`<p>${problem}</p><p><a href="/">Back to the team</a></p>`);
}

function openInvitation({ id, target }: InvitationResult): Html {
  const to = target?.map(({ value }) => value).join(', ');
  return html`<li><span>${to}</span><button class="quiet" disabled data-revoke="${id}" aria-label="Revoke the invitation for ${to}">Revoke</button></li>`;
}

function out(email: string): Html {
  return html`<form method="post" action="/app/sign-out"><small>Signed in as ${email}</small><button class="quiet">Sign out</button></form>`;
}

function page(content: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${TEAM.name}</title>
    <link rel="icon" href="data:,">
    <style>${raw(CSS)}</style>
  </head>
  <body><header><h1>${TEAM.name}</h1></header>${content}</body>
</html>`;
}

/** The script's text is ours alone: nothing of a request is in it. What it needs is loaded first: until then, its buttons are disabled. */
function script(text: string): Html {
  return html`<script type="module">${raw(text)}</script>`;
}
