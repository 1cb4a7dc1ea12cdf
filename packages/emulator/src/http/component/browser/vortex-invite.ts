import { ask, componentOf, type Invitation } from './api.ts';
import { fill, row } from './element.ts';
import { build, type Parts, readAddresses } from './form.ts';
import style from './vortex-invite.css?text';

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/** `<vortex-invite token="..." component="..." incoming>`: invites people, with nothing but a token. */
class VortexInvite extends HTMLElement {
  static readonly observedAttributes = ['token'];
  #parts: Parts | undefined;
  #round = 0;

  connectedCallback(): void {
    if (!this.#parts) {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const act = (work: (parts: Parts) => Promise<void>) => () => void this.#act(work);
      this.#parts = build(
        root,
        act((parts) => this.#send(parts)),
        act((parts) => this.#share(parts)),
      );
    }
    void this.refresh();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.refresh();
  }

  /** Asks for both lists again. */
  async refresh(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    const round = ++this.#round;
    if (!this.#token) return this.#list(parts, [], []);
    try {
      const [sent, incoming] = await Promise.all([
        this.#ask<{ invitations: Invitation[] }>('GET', '/invitations/sent'),
        this.hasAttribute('incoming')
          ? this.#ask<{ invitations: Invitation[] }>('GET', '/invitations')
          : { invitations: [] },
      ]);
      // With a later token in between, its reply counts.
      if (round === this.#round) this.#list(parts, sent.invitations, incoming.invitations);
    } catch (error) {
      if (round === this.#round) say(parts, messageOf(error), 'bad');
    }
  }

  #list(parts: Parts, sent: readonly Invitation[], incoming: readonly Invitation[]): void {
    const act = (work: (parts: Parts) => Promise<void>) => () => void this.#act(work);
    const mine = (invitation: Invitation) => {
      const [target] = invitation.target;
      const who = target?.type === 'share' ? 'Share link' : (target?.value ?? '');
      return row(who, invitation.status, [['Revoke', act(() => this.#end(parts, invitation, 'Revoked.'))]]);
    };
    const yours = (invitation: Invitation) =>
      row(`${invitation.creatorName || 'Somebody'} invited you`, invitation.groups[0]?.name ?? '', [
        ['Accept', act(() => this.#accept(parts, invitation))],
        ['Decline', act(() => this.#end(parts, invitation, 'Declined.'))],
      ]);
    fill(parts.sent, 'sent', 'Sent', sent.map(mine));
    fill(parts.incoming, 'for-you', 'For you', incoming.map(yours));
  }

  async #send(parts: Parts): Promise<void> {
    const value = readAddresses(parts.input);
    const { invitationEntries } = await this.#ask<{ invitationEntries: unknown }>('POST', '/invitations', {
      ...this.#component,
      payload: { email: { type: 'email', value } },
      source: 'email',
    });
    parts.input.value = '';
    say(parts, `Invitation sent to ${value.join(', ')}.`, 'good');
    this.#tell('vortex-sent', { invitationEntries });
  }

  async #share(parts: Parts): Promise<void> {
    const { invitation } = await this.#ask<{ invitation: Invitation }>(
      'POST',
      '/invitations/generate-shareable-link-invite',
      this.#component,
    );
    // Where a page is not secure there is no clipboard.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const copied = await clipboard?.writeText(invitation.shortLink).then(
      () => true,
      () => false,
    );
    say(parts, (copied ? 'Copied: ' : 'Share this link: ') + invitation.shortLink, 'good');
    this.#tell('vortex-sent', { invitationEntries: [invitation] });
  }

  async #accept(parts: Parts, { id }: Invitation): Promise<void> {
    const invitation = await this.#ask('POST', '/invitations/accept', { invitationId: id });
    say(parts, 'Accepted.', 'good');
    this.#tell('vortex-accepted', { invitation });
  }

  async #end(parts: Parts, { id }: Invitation, said: string): Promise<void> {
    await this.#ask('DELETE', `/invitations/${encodeURIComponent(id)}`);
    say(parts, said, 'good');
    this.#tell('vortex-ended', { id });
  }

  async #act(work: (parts: Parts) => Promise<void>): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    for (const button of parts.buttons) button.disabled = true;
    try {
      await work(parts);
      await this.refresh();
    } catch (error) {
      say(parts, messageOf(error), 'bad');
    } finally {
      for (const button of parts.buttons) button.disabled = false;
    }
  }

  get #token(): string {
    return this.getAttribute('token') ?? '';
  }

  get #component(): { readonly widgetConfigurationId: string } {
    return { widgetConfigurationId: this.getAttribute('component') ?? componentOf(this.#token) ?? 'vortex-invite' };
  }

  #ask<T>(method: string, path: string, body?: object): Promise<T> {
    return ask<T>(this.#token, method, path, body);
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function say({ said }: Parts, text: string, tone: 'good' | 'bad'): void {
  said.className = tone;
  said.textContent = text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (!customElements.get('vortex-invite')) customElements.define('vortex-invite', VortexInvite);
