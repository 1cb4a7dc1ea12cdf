import { DurableObject } from 'cloudflare:workers';
import type { ReplayClaim, ReplayStore } from '@vortex/hono';

/** Somebody on the team. The address is also the person's id. */
export interface Member {
  readonly email: string;
  readonly role: 'owner' | 'member';
}

/** The team as the Worker calls it, from wherever it runs. */
export interface TeamObject extends ReplayStore {
  members(): Promise<Member[]>;
  /** Harmless for somebody who is on it already. */
  join(email: string): Promise<void>;
}

interface Handled {
  readonly token?: string;
  readonly until: number;
}

const SWEEP_MS = 60 * 60 * 1000;
/** As many as storage deletes in one call. */
const DELETED_AT_ONCE = 128;

/**
 * One team: its members, and which webhooks it has seen. A Durable Object takes one call at a time while it waits for
 * its storage, so that reading and then writing is one step, for every machine the Worker runs on.
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

  async claim(key: string, { leaseMs }: { leaseMs: number }): Promise<ReplayClaim> {
    const held = await this.ctx.storage.get<Handled>(`event:${key}`);
    if (held && held.until > Date.now()) {
      return held.token ? { state: 'busy', retryAfterMs: held.until - Date.now() } : { state: 'done' };
    }
    const token = crypto.randomUUID();
    await this.ctx.storage.put(`event:${key}`, { token, until: Date.now() + leaseMs } satisfies Handled);
    // One that is set stays: put off by every event, it would never ring.
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + SWEEP_MS);
    return { state: 'claimed', token };
  }

  async complete(key: string, token: string, { retainMs }: { retainMs: number }): Promise<boolean> {
    if (!(await this.#holds(key, token))) return false;
    await this.ctx.storage.put(`event:${key}`, { until: Date.now() + retainMs } satisfies Handled);
    return true;
  }

  async release(key: string, token: string): Promise<boolean> {
    if (!(await this.#holds(key, token))) return false;
    await this.ctx.storage.delete(`event:${key}`);
    return true;
  }

  /** Forgets events nobody will send again. */
  async alarm(): Promise<void> {
    const events = await this.ctx.storage.list<Handled>({ prefix: 'event:' });
    const over = [...events].filter(([, { until }]) => until <= Date.now()).map(([key]) => key);
    for (let done = 0; done < over.length; done += DELETED_AT_ONCE) {
      await this.ctx.storage.delete(over.slice(done, done + DELETED_AT_ONCE));
    }
    if (events.size > over.length) await this.ctx.storage.setAlarm(Date.now() + SWEEP_MS);
  }

  async #holds(key: string, token: string): Promise<boolean> {
    const held = await this.ctx.storage.get<Handled>(`event:${key}`);
    return held?.token === token && held.until > Date.now();
  }
}
