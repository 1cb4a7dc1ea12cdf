import { COMPONENT_STYLE } from './style.ts';

/** The module at `/component.js`. It asks the emulator that it came from, and nothing else. */
export const COMPONENT: string = `const origin = new URL(import.meta.url).origin;
const sheet = new CSSStyleSheet();
sheet.replaceSync(${JSON.stringify(COMPONENT_STYLE)});

function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function componentOf(token) {
  try {
    const claims = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const { component, componentId } = JSON.parse(atob(claims));
    return component || componentId || undefined;
  } catch {
    return undefined;
  }
}

/** <vortex-invite token="..." component="..." incoming>: invites people, with nothing but a token. */
class VortexInvite extends HTMLElement {
  static observedAttributes = ['token'];
  #parts;
  #round = 0;

  connectedCallback() {
    if (!this.#parts) this.#build();
    this.refresh();
  }

  attributeChangedCallback() {
    if (this.#parts && this.isConnected) this.refresh();
  }

  #build() {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    const input = el('input', { id: 'to', type: 'email', multiple: true, required: true, autocomplete: 'off', spellcheck: false, placeholder: 'nia@example.com', 'aria-describedby': 'said' });
    const send = el('button', { type: 'submit', className: 'primary' }, 'Send invitation');
    const share = el('button', { type: 'button', onclick: () => this.#act(() => this.#share()) }, 'Get a share link');
    const form = el('form', { noValidate: true }, el('label', { htmlFor: 'to' }, 'Invite by email'), el('div', { className: 'field' }, input, send, share));
    form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      this.#act(() => this.#send());
    });
    const said = el('p', { id: 'said' });
    said.setAttribute('role', 'status');
    const incoming = el('div', {});
    const sent = el('div', {});
    root.append(form, said, incoming, sent);
    this.#parts = { input, buttons: [send, share], said, incoming, sent };
  }

  /** Asks for both lists again. */
  async refresh() {
    const round = ++this.#round;
    if (!this.getAttribute('token')) return this.#lists([], []);
    try {
      const [sent, incoming] = await Promise.all([
        this.#ask('GET', '/invitations/sent'),
        this.hasAttribute('incoming') ? this.#ask('GET', '/invitations') : { invitations: [] },
      ]);
      // A later token has been asked for: its answer counts.
      if (round === this.#round) this.#lists(sent.invitations, incoming.invitations);
    } catch (error) {
      if (round === this.#round) this.#say(error.message, 'bad');
    }
  }

  #lists(sent, incoming) {
    const mine = (invitation) => this.#row(invitation, invitation.target[0]?.type === 'share' ? 'Share link' : invitation.target[0]?.value, invitation.status, [['Revoke', () => this.#end(invitation, 'Revoked.')]]);
    const yours = (invitation) => this.#row(invitation, (invitation.creatorName || 'Somebody') + ' invited you', invitation.groups[0]?.name ?? '', [
      ['Accept', () => this.#accept(invitation)],
      ['Decline', () => this.#end(invitation, 'Declined.')],
    ]);
    this.#fill(this.#parts.sent, 'Sent', sent.map(mine));
    this.#fill(this.#parts.incoming, 'For you', incoming.map(yours));
  }

  #fill(place, title, rows) {
    if (rows.length === 0) return place.replaceChildren();
    const id = title.replace(' ', '-').toLowerCase();
    place.replaceChildren(el('div', { className: 'title', id }, title), el('ul', { 'aria-labelledby': id }, ...rows));
  }

  #row(invitation, who, below, actions) {
    return el('li', {}, el('span', { className: 'who' }, who ?? '', el('small', {}, below)), ...actions.map(([label, work]) =>
      el('button', { type: 'button', 'aria-label': label + ': ' + who, onclick: () => this.#act(work) }, label)));
  }

  async #send() {
    const { input } = this.#parts;
    const values = input.value.split(',').map((value) => value.trim()).filter(Boolean);
    if (values.length === 0 || !input.validity.valid) {
      input.setAttribute('aria-invalid', 'true');
      input.focus();
      throw new Error('Enter an email address, such as nia@example.com.');
    }
    const { invitationEntries } = await this.#ask('POST', '/invitations', { ...this.#component(), payload: { email: { type: 'email', value: values } }, source: 'email' });
    input.value = '';
    input.removeAttribute('aria-invalid');
    this.#say('Invitation sent to ' + values.join(', ') + '.', 'good');
    this.#tell('vortex-sent', { invitationEntries });
  }

  async #share() {
    const { invitation } = await this.#ask('POST', '/invitations/generate-shareable-link-invite', this.#component());
    const copied = await navigator.clipboard?.writeText(invitation.shortLink).then(() => true, () => false);
    this.#say((copied ? 'Copied: ' : 'Share this link: ') + invitation.shortLink, 'good');
    this.#tell('vortex-sent', { invitationEntries: [invitation] });
  }

  async #accept({ id }) {
    const invitation = await this.#ask('POST', '/invitations/accept', { invitationId: id });
    this.#say('Accepted.', 'good');
    this.#tell('vortex-accepted', { invitation });
  }

  async #end({ id }, said) {
    await this.#ask('DELETE', '/invitations/' + encodeURIComponent(id));
    this.#say(said, 'good');
    this.#tell('vortex-ended', { id });
  }

  async #act(work) {
    for (const button of this.#parts.buttons) button.disabled = true;
    try {
      await work();
      await this.refresh();
    } catch (error) {
      this.#say(error.message, 'bad');
    } finally {
      for (const button of this.#parts.buttons) button.disabled = false;
    }
  }

  async #ask(method, path, body) {
    const headers = { Authorization: 'Bearer ' + this.getAttribute('token'), 'x-vortex-client-name': 'vortex-invite' };
    if (body) headers['Content-Type'] = 'application/json';
    const answer = await fetch(origin + '/api/v1' + path, { method, headers, ...(body && { body: JSON.stringify(body) }) }).catch(() => {
      throw new Error('Vortex does not answer at ' + origin + '.');
    });
    const text = await answer.text();
    const read = text ? JSON.parse(text) : {};
    if (!answer.ok) throw new Error(read.message ?? 'Vortex answered ' + answer.status + '.');
    return read.data ?? read;
  }

  #component() {
    return { widgetConfigurationId: this.getAttribute('component') ?? componentOf(this.getAttribute('token') ?? '') ?? 'vortex-invite' };
  }

  #say(text, tone) {
    this.#parts.said.className = tone;
    this.#parts.said.textContent = text;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('vortex-invite')) customElements.define('vortex-invite', VortexInvite);
`;
