import { Team } from '@vortex/example-web/team';
import { Feed } from './feed.ts';

/** The app's whole database. Gone when the process ends. */
interface State {
  readonly team: Team;
  readonly feed: Feed;
  /** The signed-in person's id by session. */
  readonly sessions: Map<string, string>;
}

const held = globalThis as typeof globalThis & { lighthouse?: State };

// Next may load a module once for pages and once for routes: what both share can't be a module's own.
held.lighthouse ??= { team: new Team(), feed: new Feed(), sessions: new Map() };

export const { team, feed, sessions }: State = held.lighthouse;
