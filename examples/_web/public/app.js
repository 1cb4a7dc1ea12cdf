import { createVortexPage, readClaims } from '/vortex.js';
import { ask, el } from './http.js';

const $ = (id) => document.getElementById(id);
/** The routes below /api/vortex, and tokens that stay fresh. */
const vortex = createVortexPage();
let state;
let stream;
let stopToken;
let refreshing;

/** Puts everything the server knows on the page; called after each action, each webhook, and when the tab is looked at. */
async function refresh() {
  const before = state?.me?.id;
  state = await ask('GET', '/app/state');
  const { me } = state;
  renderWho();
  $('sign-in').hidden = Boolean(me);
  $('waiting').hidden = !me || Boolean(me.role);
  $('board').hidden = !me?.role;
  if (me?.id !== before) restartFeed();
  if (me?.role) {
    renderMembers();
    await renderInvitations().catch(withoutInvitations);
  }
  await renderBanner();
}

/** Several webhooks arrive in one breath: one refresh for all of them. */
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => refresh().catch(showProblem), 120);
}

function renderWho() {
  const { me, users } = state;
  if (!me) {
    $('who').replaceChildren();
    $('users').replaceChildren(
      ...users.map((user) =>
        el(
          'button',
          { type: 'button', className: 'choice', onclick: () => act(() => signIn(user.id)) },
          avatar(user),
          named(user, `${user.email}, ${user.role}`),
        ),
      ),
    );
    return;
  }
  const others = users.filter((user) => user.id !== me.id);
  $('who').replaceChildren(
    el('span', { className: 'me' }, 'Signed in as ', el('strong', {}, me.name)),
    ...others.map((user) =>
      el('button', { type: 'button', onclick: () => act(() => signIn(user.id)) }, `Switch to ${user.name}`),
    ),
    el('button', { type: 'button', onclick: () => act(() => ask('POST', '/app/sign-out', {})) }, 'Sign out'),
  );
}

function renderMembers() {
  $('members').replaceChildren(
    ...state.team.members.map((member) =>
      el('li', {}, avatar(member), named(member, member.email), el('span', { className: 'chip' }, member.role)),
    ),
  );
}

async function renderInvitations() {
  const { team, me, outboxUrl } = state;
  const invitations = await vortex.invitations.byScope(team.scopeType, team.id);
  $('outbox').hidden = !outboxUrl;
  if (outboxUrl) $('outbox').href = outboxUrl;
  $('invitations-empty').hidden = invitations.length > 0;
  $('invitations-empty').textContent = 'No open invitations. People who accept appear in the team below.';
  $('invitations').replaceChildren(
    ...invitations.map((invitation) => {
      const email = invitation.target[0]?.value ?? 'unknown';
      const side = el('span', { className: 'side' }, chip(invitation.status));
      if (me.role === 'owner' || invitation.foreignCreatorId === me.id) {
        const revoke = () => vortex.invitations.revoke(invitation.id);
        const label = `Revoke the invitation for ${email}`;
        side.append(el('button', { type: 'button', 'aria-label': label, onclick: () => act(revoke) }, 'Revoke'));
      }
      return el('li', {}, named({ name: email }, `by ${invitation.creatorName ?? 'a member'}`), side);
    }),
  );
}

/** The banner says why: it asks the server what is wrong with Vortex. */
function withoutInvitations() {
  $('invitations').replaceChildren();
  $('invitations-empty').hidden = false;
  $('invitations-empty').textContent = 'The list is not available at the moment.';
}

async function renderBanner() {
  const cloud = await ask('GET', '/app/cloud');
  $('banner').hidden = cloud.ok;
  $('banner').textContent = cloud.ok ? '' : cloud.message;
}

function restartFeed() {
  stream?.close();
  // Somebody else is signed in, or nobody: a token of the one before must not stay.
  stopToken?.();
  vortex.clear();
  $('feed').replaceChildren();
  $('feed-empty').hidden = false;
  $('token').replaceChildren();
  $('component').replaceChildren();
  $('invite-result').textContent = '';
  if (!state.me) return;
  stream = new EventSource('/app/events');
  const opened = Date.now();
  stream.onmessage = ({ data }) => {
    const entry = JSON.parse(data);
    $('feed-empty').hidden = true;
    $('feed').prepend(feedRow(entry));
    if (entry.receivedAt > opened) $('announce').textContent = `Webhook ${entry.type}: ${entry.summary}`;
    refreshSoon();
  };
  // Closed for good when the session is gone, as after a restart of the app; otherwise it connects again by itself.
  stream.onerror = () => stream.readyState === EventSource.CLOSED && refreshSoon();
}

function feedRow(entry) {
  const time = new Date(entry.receivedAt);
  return el(
    'li',
    {},
    el(
      'div',
      { className: 'event-head' },
      el('code', {}, entry.type),
      el('time', { dateTime: time.toISOString() }, time.toLocaleTimeString()),
    ),
    el('p', {}, entry.summary),
    el(
      'p',
      { className: 'event-foot' },
      el('span', { className: 'verified' }, '✓ signature verified'),
      el('code', {}, entry.event.id),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'What was sent'),
      el('pre', { tabIndex: 0 }, JSON.stringify(entry.event, null, 2)),
    ),
  );
}

const signIn = (user) => ask('POST', '/app/sign-in', { user });

/** Does something on the server, then shows what has become of it. */
async function act(work) {
  try {
    await work();
    await refresh();
  } catch (error) {
    showProblem(error);
  }
}

function showProblem(error) {
  $('banner').hidden = false;
  $('banner').textContent = error.message;
}

const avatar = ({ name }) => el('span', { className: 'avatar', 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase());
const named = ({ name }, below) => el('span', { className: 'named' }, el('strong', {}, name), el('small', {}, below));
const chip = (status) => el('span', { className: `chip ${status}` }, status);

$('invite').addEventListener('submit', async (submit) => {
  submit.preventDefault();
  const input = $('email');
  const button = submit.target.querySelector('button');
  if (!input.validity.valid) return refuseAddress('Enter an email address, such as nia@example.com.');
  button.disabled = true;
  try {
    const { email } = await ask('POST', '/app/invitations', { email: input.value });
    const result = $('invite-result');
    result.className = 'result good';
    result.replaceChildren(`Invitation sent to ${email}. `);
    if (state.outboxUrl) {
      result.append(
        el('a', { href: state.outboxUrl, target: '_blank', rel: 'noopener' }, 'See the email in the outbox'),
      );
    }
    input.value = '';
    input.removeAttribute('aria-invalid');
    refreshSoon();
  } catch (error) {
    refuseAddress(error.message);
  } finally {
    button.disabled = false;
  }
});

function refuseAddress(reason) {
  const result = $('invite-result');
  result.className = 'result bad';
  result.textContent = reason;
  $('email').setAttribute('aria-invalid', 'true');
  $('email').focus();
}

$('token-button').addEventListener('click', () =>
  act(async () => {
    const context = { scope: state.team.id, scopeType: state.team.scopeType };
    const token = await vortex.token(context);
    await showComponent(context);
    const text = JSON.stringify(readClaims(token), null, 2);
    $('token').replaceChildren(
      el('p', { className: 'token' }, el('code', {}, `${token.slice(0, 24)}…${token.slice(-12)}`)),
      el('pre', { tabIndex: 0, 'aria-label': 'Claims of the token' }, text),
    );
  }),
);

/** What a page with a component needs: the script of Vortex, and an element with a token, which is renewed in time. */
async function showComponent(context) {
  if (!state.componentUrl) return;
  await import(state.componentUrl);
  const component = document.querySelector('vortex-invite') ?? el('vortex-invite', { incoming: '' });
  const give = ({ token }) => token && component.setAttribute('token', token);
  stopToken?.();
  stopToken = vortex.tokenFor(context).watch(give);
  give(vortex.tokenFor(context).state);
  $('component').replaceChildren(component);
}

// The invited person may have accepted in another tab of this browser, which shares the session.
document.addEventListener('visibilitychange', () => document.hidden || refresh().catch(showProblem));
refresh().catch(showProblem);
