import { createVortexPage } from '/vortex.js';
import { ask } from './http.js';

const id = new URLSearchParams(location.search).get('invitationId');
const card = document.getElementById('invitation');
const title = document.getElementById('title');
const text = document.getElementById('text');
const actions = document.getElementById('actions');
const button = document.getElementById('accept');

function say(heading, sentence) {
  title.textContent = heading;
  text.textContent = sentence;
  card.removeAttribute('aria-busy');
}

async function show() {
  if (!id) return say('No invitation', 'This URL has no invitation. Follow the link in the email again.');
  const invitation = await ask('GET', `/app/invitations/${encodeURIComponent(id)}`);
  if (invitation.state === 'accepted') {
    return say('Already accepted', `This invitation for ${invitation.email} has been used.`);
  }
  if (invitation.state === 'closed') {
    return say('No longer open', 'This invitation was revoked or has expired. Ask for a new one.');
  }
  say(`Join ${invitation.team}`, `${invitation.inviter} invites ${invitation.email} into the team.`);
  button.textContent = `Accept as ${invitation.email}`;
  actions.hidden = false;
}

button.addEventListener('click', async () => {
  button.disabled = true;
  try {
    await ask('POST', '/app/sign-in/invited', { invitationId: id });
    await createVortexPage().invitations.accept([id]);
    location.assign('/');
  } catch (error) {
    button.disabled = false;
    say('The request failed', error.message);
  }
});

show().catch((error) => say('This invitation cannot be shown', error.message));
