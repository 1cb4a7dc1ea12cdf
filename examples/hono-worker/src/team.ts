import { DurableObject } from 'cloudflare:workers';

/** Somebody on the team. The address is also the person's id. */
export interface Member {
  readonly email: string;
  readonly role: 'owner' | 'member';
}

/** The team as the Worker calls it, from wherever it runs. */
export interface TeamObject {
  members(): Promise<Member[]>;
  /** Harmless for somebody who is on it already. */
  join(email: string): Promise<void>;
}

/**
 * One team and its members. A Durable Object takes one call at a time while it waits for its storage, so that reading and
 * then writing is one step, for every machine the Worker runs on.
 */
export class Team extends DurableObject implements TeamObject {
  async members(): Promise<Member[]> {
    return (await this.ctx.storage.get<Member[]>('members')) ?? [{ email: 'ada@example.com', role: 'owner' }];
  }

  async join(email: string): Promise<void> {
    const members = await this.members();
    if (members.some((member) => member.email === email)) return;
    await this.ctx.storage.put('members', [...members, { email, role: 'member' } satisfies Member]);
  }
}
