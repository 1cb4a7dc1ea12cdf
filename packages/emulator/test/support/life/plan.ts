import { Random } from './random.ts';
import { DAY, HOUR, Made, type Method, type Step } from './steps.ts';

interface Scope {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** What the plan remembers of an invitation that it has made. */
interface Planned {
  readonly id: Made;
  readonly kind: 'email' | 'phone' | 'internal' | 'share' | 'autojoin';
  readonly address: string;
  readonly inviter: string;
  readonly component: string;
}

/** One scope is large, so that its list has several pages. */
const CROWD: Scope = { type: 'team', id: 'crowd', name: 'Everybody' };
const SCOPES: readonly Scope[] = [
  CROWD,
  ...['red', 'green', 'blue'].map((id) => ({ type: 'team', id, name: `Team ${id}` })),
  ...['acme', 'zoë & söhne'].map((id) => ({ type: 'organization', id, name: id.toUpperCase() })),
];
const COMPONENTS = ['component-1', 'component-2'];
const USERS = Array.from({ length: 8 }, (_, n) => `user-${n}`);
const NOBODY = '3f2b8c1e-0000-4000-8000-000000000000';

/** The steps of a life in which so many invitations are made: the same for the same seed. */
export function planLife(seed: number, invitations: number): Step[] {
  const plan = new Plan(new Random(seed));
  for (let n = 0; n < invitations; n++) {
    plan.makeOne();
    for (let more = plan.random.below(5); more > 0; more--) plan.doSomething();
    // Half of what is open by then expires.
    if (n === Math.floor(invitations * 0.6)) plan.steps.push({ do: 'wait', ms: 20 * DAY });
    if (n === Math.floor(invitations * 0.7)) plan.steps.push({ do: 'wait', ms: 11 * DAY });
  }
  return plan.steps;
}

class Plan {
  readonly steps: Step[] = [];
  readonly random: Random;
  readonly #made: Planned[] = [];
  #people = 0;

  constructor(random: Random) {
    this.random = random;
  }

  makeOne(): void {
    const kind = this.random.pick(['email', 'email', 'email', 'phone', 'internal'] as const);
    this.#create(kind, this.#address(kind));
    // These answer with what is there already when they are asked for again.
    if (this.random.chance(0.25)) this.#inviteAgain();
    if (this.random.chance(0.15)) this.#share();
    if (this.random.chance(0.15)) this.#configureAutojoin();
  }

  doSomething(): void {
    this.random.pick(this.#habits)();
  }

  readonly #habits: readonly (() => void)[] = [
    () => this.#call('getInvitation', this.#anyId()),
    () => this.#lookUpPerson(),
    () => this.#lookUpScope(),
    () => this.#acceptOne(),
    () => this.#acceptOne(),
    () => this.#acceptSeveral(),
    () => this.#acceptTheOldWay(),
    () => this.#call('revokeInvitation', this.#anyId()),
    () => this.#call('reinvite', this.#anyId()),
    () => this.#repeatCreate(),
    () => this.#createBadly(),
    () => this.#settleInternal(),
    () => this.#autojoin(),
    () => this.#deleteScope(),
    () => this.#callRaw(),
    () => this.#sign(),
    () => this.#open(),
    () => this.steps.push({ do: 'outage' }),
    () => this.steps.push({ do: 'wait', ms: this.random.below(6) * HOUR }),
  ];

  #call(method: Method, ...args: unknown[]): void {
    this.steps.push({ do: 'call', method, args });
  }

  #plan(step: Step, planned: Omit<Planned, 'id'>): void {
    this.steps.push(step);
    this.#made.push({ ...planned, id: new Made(this.#made.length) });
  }

  #create(kind: 'email' | 'phone' | 'internal', address: string): void {
    const { random } = this;
    const inviter = random.pick(USERS);
    const component = random.pick(COMPONENTS);
    const request = {
      widgetConfigurationId: component,
      target: {
        type: kind,
        value: address,
        ...(random.chance(0.3) && { name: 'Bob O’Brien', avatarUrl: 'https://example.com/bob.png' }),
      },
      inviter: {
        userId: inviter,
        ...(random.chance(0.5) && {
          userEmail: `${inviter}@example.com`,
          name: 'Ada',
          avatarUrl: 'https://example.com/a.png',
        }),
        ...(random.chance(0.1) && { userName: 'Ada the First' }),
      },
      ...this.#scopeFields(),
      ...(random.chance(0.2) && { source: 'onboarding', subtype: 'pymk' }),
      ...(random.chance(0.2) && { templateVariables: { company: 'Zoë & Söhne' } }),
      ...(random.chance(0.2) && { metadata: { plan: { seats: 3 }, tags: ['a', null] } }),
      ...(random.chance(0.2) && {
        unfurlConfig: { title: 'Join us', image: 'https://example.com/og.png', type: 'website', siteName: 'Acme' },
      }),
    };
    const step: Step = { do: 'call', method: 'createInvitation', args: [request], makes: true };
    this.#plan(step, { kind, address, inviter, component });
  }

  /** A scope in one of the ways that the SDKs take it, or none. */
  #scopeFields(): object {
    const one = this.random.chance(0.4) ? CROWD : this.random.pick(SCOPES);
    const other = this.random.pick(SCOPES.filter((scope) => scope !== one));
    switch (this.random.below(4)) {
      case 0:
        return { scopeId: one.id, scopeType: one.type, scopeName: one.name };
      case 1:
        return { scopes: [one, other].map(({ type, id, name }) => ({ type, scopeId: id, name })) };
      case 2:
        return { groups: [{ type: one.type, groupId: one.id, name: one.name }] };
      default:
        return this.random.chance(0.5) ? {} : { scopeId: one.id, scopeType: one.type, scopeName: one.name };
    }
  }

  #address(kind: 'email' | 'phone' | 'internal'): string {
    const n = this.#people++;
    if (kind === 'phone') return `+1555${String(1_000_000 + n)}`;
    if (kind === 'internal') return `member-${n}`;
    if (this.random.chance(0.1)) return `bounce+${n}@example.com`;
    return this.random.chance(0.2) ? `Person.${n}@Acme.example` : `o'person-${n}@example.com`;
  }

  /** A person who was invited before, perhaps to other scopes, and who may accept one of the two at once. */
  #inviteAgain(): void {
    const first = this.#any();
    if (first.kind === 'share' || first.kind === 'autojoin') return;
    this.#create(first.kind, first.address);
    if (this.random.chance(0.5)) this.#call('acceptInvitation', first.id, this.#acceptor(first));
  }

  #share(): void {
    const inviter = this.random.pick(USERS);
    const { type, id } = this.random.pick(SCOPES);
    const component = this.random.pick(COMPONENTS);
    const user = { id: inviter, email: `${inviter}@example.com` };
    const step: Step = this.random.chance(0.5)
      ? { do: 'share', method: 'generateToken', claims: { user, component, scope: `${type}:${id}` } }
      : { do: 'share', method: 'generateJwt', claims: { user, componentId: component, scope: id, scopeType: type } };
    this.#plan(step, { kind: 'share', address: '', inviter, component });
  }

  #configureAutojoin(): void {
    const { type, id, name } = this.random.pick(SCOPES);
    const component = this.random.pick(COMPONENTS);
    const domains = this.random.pick([
      ['acme.example'],
      ['@Acme.example', 'example.com'],
      ['example.com', 'b.example'],
    ]);
    const metadata = { from: 'settings' };
    const request = { scope: id, scopeType: type, scopeName: name, domains, componentId: component, metadata };
    const step: Step = { do: 'call', method: 'configureAutojoin', args: [request], makes: true };
    this.#plan(step, { kind: 'autojoin', address: '', inviter: '', component });
  }

  /** Mostly a young one, which is still open. */
  #any(): Planned {
    return this.random.pick(this.random.chance(0.7) ? this.#made.slice(-20) : this.#made);
  }

  /** Mostly one that exists, whatever has become of it. */
  #anyId(): Made | string {
    return this.random.chance(0.1) ? NOBODY : this.#any().id;
  }

  /** The person that an invitation is for, or somebody else. */
  #acceptor({ kind, address }: Planned): { email?: string; phone?: string } {
    if (this.random.chance(0.1)) return { email: 'somebody@else.example' };
    if (kind === 'email') return { email: this.random.chance(0.2) ? ` ${address.toUpperCase()} ` : address };
    if (kind === 'phone') return { phone: address };
    const n = this.random.below(100);
    return this.random.chance(0.5)
      ? { email: `new-${n}@acme.example` }
      : { email: `new-${n}@example.com`, phone: `+1555${n}0000` };
  }

  #acceptOne(): void {
    const invitation = this.#any();
    const user = {
      ...this.#acceptor(invitation),
      ...(this.random.chance(0.3) && { name: 'Bob' }),
      ...(this.random.chance(0.3) && { isExisting: this.random.chance(0.5) }),
    };
    this.#call('acceptInvitation', this.random.chance(0.05) ? NOBODY : invitation.id, user);
  }

  #acceptSeveral(): void {
    const invitations = Array.from({ length: 1 + this.random.below(3) }, () => this.#any());
    const [first] = invitations;
    if (first)
      this.#call(
        'acceptInvitations',
        invitations.map(({ id }) => id),
        this.#acceptor(first),
      );
  }

  /** With a target, or a list of them, instead of a user. */
  #acceptTheOldWay(): void {
    const invitation = this.#any();
    const { email, phone } = this.#acceptor(invitation);
    const target = email ? { type: 'email', value: email } : { type: 'phone', value: phone };
    const acceptor = this.random.pick<unknown>([
      target,
      [target],
      [target, { type: 'email', value: 'another@example.com' }, { type: 'email', value: 'third@example.com' }],
      { type: 'internal', value: 'member-1' },
      { name: 'Without an address' },
      [],
    ]);
    this.#call('acceptInvitations', [invitation.id], acceptor);
  }

  #lookUpPerson(): void {
    const { kind, address } = this.#any();
    if (kind === 'email')
      this.#call('getInvitationsByTarget', 'email', this.random.chance(0.3) ? ` ${address}` : address);
    else if (kind === 'phone') this.#call('getInvitationsByTarget', 'phoneNumber', address);
    else if (kind === 'internal') this.#call('getInvitationsByTarget', 'username', address);
    else
      this.#call(
        'getInvitationsByTarget',
        this.random.pick(['email', 'internal', 'phone', 'pigeon']),
        'new@acme.example',
      );
  }

  /** Never with a name that needs encoding: see the known differences. */
  #plainScope(): Scope {
    return this.random.pick(SCOPES.filter(({ id }) => /^\w+$/.test(id)));
  }

  #lookUpScope(): void {
    const { type, id } = this.random.chance(0.3) ? CROWD : this.#plainScope();
    this.#call(this.random.pick(['getInvitationsByScope', 'getInvitationsByGroup']), type, id);
  }

  #deleteScope(): void {
    const { type, id } = this.#plainScope();
    if (id === CROWD.id || this.random.chance(0.5)) this.#call('deleteInvitationsByScope', type, 'empty');
    else this.#call(this.random.pick(['deleteInvitationsByScope', 'deleteInvitationsByGroup']), type, id);
  }

  #repeatCreate(): void {
    const creates = this.steps.filter((step) => step.do === 'call' && step.method === 'createInvitation' && step.makes);
    if (creates.length === 0) return;
    const { method, args } = this.random.pick(creates) as Extract<Step, { do: 'call' }>;
    this.#call(method, ...args);
  }

  #createBadly(): void {
    const target = this.random.pick<unknown>([
      { type: 'email', value: 'not an address' },
      { type: 'pigeon', value: 'x@example.com' },
      { type: 'phone', value: '' },
      { type: 'share', value: 'x' },
      null,
    ]);
    const inviter = this.random.chance(0.5) ? { userId: 'user-1' } : {};
    this.#call('createInvitation', { widgetConfigurationId: 'component-1', target, inviter });
  }

  #settleInternal(): void {
    const { kind, address, inviter, component } = this.#any();
    const action = this.random.pick(['accepted', 'declined']);
    const [creatorId, targetValue] = kind === 'internal' ? [inviter, address] : ['nobody', 'nobody'];
    this.#call('syncInternalInvitation', { creatorId, targetValue, action, componentId: component });
  }

  #autojoin(): void {
    const { type, id, name } = this.random.pick(SCOPES);
    if (this.random.chance(0.6)) {
      this.#call('getAutojoinDomains', type, id);
      return;
    }
    const domains = this.random.pick([[], [], ['not a domain'], ['acme.example']]);
    this.#call('configureAutojoin', {
      scope: id,
      scopeType: type,
      scopeName: name,
      domains,
      componentId: 'component-1',
    });
  }

  #callRaw(): void {
    const { type, id } = this.#plainScope();
    const root = '/api/v1/invitations';
    this.#call(
      'vortexApiRequest',
      this.random.pick<unknown>([
        { method: 'GET', path: `${root}/by-group/${type}/${id}`, queryParams: { start: 20 } },
        { method: 'GET', path: `${root}/autojoin/by-domain/acme.example` },
        { method: 'GET', path: `${root}/autojoin/${NOBODY}` },
        { method: 'DELETE', path: `${root}/autojoin/${NOBODY}` },
        { method: 'POST', path: `${root}/accept`, body: { invitationIds: [NOBODY], user: { email: 'a@b.example' } } },
        { method: 'PUT', path: `${root}/${NOBODY}`, body: { status: 'accepted' } },
      ]),
    );
  }

  #sign(): void {
    const user = { id: this.random.pick<string | number>(['user-1', 7]), email: 'zoë@example.com', name: 'Zoë 😀' };
    const expiresIn = this.random.pick<unknown>(['5m', '24h', 3600, '5 minutes', undefined]);
    this.random.pick([
      () => this.#call('generateToken', { user, scope: 'team:red', vars: { a: 'b' }, extra: [1, null] }, { expiresIn }),
      () =>
        this.#call('generateJwt', { user: { ...user, adminScopes: ['autojoin'] }, componentId: 'c' }, { expiresIn }),
      () => this.#call('sign', { ...user, nested: { b: 1, a: [2, { d: 1, c: 2 }] } }),
      () => this.#call('canonicalJson', { b: 1, a: { d: [1, { z: 1, y: 2 }], c: null } }),
    ])();
  }

  #open(): void {
    const userAgent = this.random.pick(['Mozilla/5.0', 'Mozilla/5.0', 'Slackbot-LinkExpanding 1.0']);
    const shared = this.#made.filter(({ kind }) => kind === 'share').slice(-5);
    const { id } = shared.length > 0 && this.random.chance(0.5) ? this.random.pick(shared) : this.#any();
    this.steps.push({ do: 'open', invitation: id, userAgent });
  }
}
