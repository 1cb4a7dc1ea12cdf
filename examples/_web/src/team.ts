import { randomUUID } from 'node:crypto';

/** Somebody who can sign in. The address counts as confirmed: in this demo nobody gets one otherwise. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export type Role = 'owner' | 'member';

export interface Member extends Person {
  readonly role: Role;
}

export const ADA: Person = { id: 'user-ada', name: 'Ada', email: 'ada@example.com' };
export const GRACE: Person = { id: 'user-grace', name: 'Grace', email: 'grace@example.com' };

/** The app's whole database: one team, and everybody who has ever signed in. Gone when the process ends. */
export class Team {
  readonly id = 'lighthouse';
  readonly name = 'Lighthouse';
  /** What Vortex calls the kind of group that people are invited into. */
  readonly scopeType = 'team';
  readonly #people = new Map<string, Person>([ADA, GRACE].map((person) => [person.id, person]));
  readonly #roles = new Map<string, Role>([
    [ADA.id, 'owner'],
    [GRACE.id, 'member'],
  ]);

  person(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** The person with this address, made on the spot if the app has not met them. */
  personWithEmail(email: string): Person {
    const address = normalEmail(email);
    for (const person of this.#people.values()) if (person.email === address) return person;
    const [local = address] = address.split('@');
    const person = {
      id: `user-${randomUUID()}`,
      name: local.slice(0, 1).toUpperCase() + local.slice(1),
      email: address,
    };
    this.#people.set(person.id, person);
    return person;
  }

  role(personId: string): Role | undefined {
    return this.#roles.get(personId);
  }

  members(): Member[] {
    return [...this.#roles].flatMap(([id, role]) => {
      const person = this.#people.get(id);
      return person ? [{ ...person, role }] : [];
    });
  }

  /** Adds somebody by address. Harmless when they are a member already, as a webhook may come twice. */
  add(email: string): Member {
    const person = this.personWithEmail(email);
    const role = this.#roles.get(person.id) ?? 'member';
    this.#roles.set(person.id, role);
    return { ...person, role };
  }
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
