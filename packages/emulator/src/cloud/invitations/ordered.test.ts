import { expect, it } from 'vitest';
import { Ordered } from './ordered.ts';

interface Item {
  readonly rank: number;
  readonly name: number;
}

/** The same thing in the plainest way, to compare with. */
class Plain {
  items: Item[] = [];
  add(item: Item): void {
    this.items = [...this.items, item].sort((one, other) => one.rank - other.rank || one.name - other.name);
  }
  remove(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
  }
}

it('gives what a plain sorted list gives, whatever is added, removed, read and taken in between', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 60; round++) {
    const ordered = new Ordered<Item>(({ rank }) => rank);
    const plain = new Plain();
    const known: Item[] = [];
    for (let step = 0; step < 150; step++) {
      const what = random(10);
      const some = known[random(known.length || 1)];
      if (what < 4) {
        const item = { rank: step - (random(4) === 0 ? random(30) : 0), name: step };
        if (plain.items.some(({ rank }) => rank === item.rank)) continue;
        known.push(item);
        ordered.add(item);
        plain.add(item);
      } else if (what < 8 && some) {
        ordered.remove(some);
        plain.remove(some);
        if (random(5) === 0 && plain.items.every(({ rank }) => rank !== some.rank)) {
          ordered.add(some);
          plain.add(some);
        }
      } else if (what === 8) {
        const start = random(5);
        expect(ordered.page(start, 7)).toEqual(plain.items.slice(start, start + 7));
      } else if (random(4) === 0) {
        const rank = random(80);
        const taken = plain.items.filter((item) => item.rank <= rank);
        expect(ordered.takeUpTo(rank)).toEqual(taken);
        for (const item of taken) plain.remove(item);
      }
      expect(ordered.size).toBe(plain.items.length);
    }
    expect(ordered.all()).toEqual(plain.items);
  }
});

it('takes what is due at that very moment', () => {
  const ordered = new Ordered<Item>(({ rank }) => rank);
  for (const rank of [5, 7]) ordered.add({ rank, name: rank });
  expect(ordered.takeUpTo(4)).toEqual([]);
  expect(ordered.takeUpTo(5)).toEqual([{ rank: 5, name: 5 }]);
  expect(ordered.all()).toEqual([{ rank: 7, name: 7 }]);
});
