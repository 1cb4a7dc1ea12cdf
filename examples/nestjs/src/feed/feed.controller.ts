import { Controller, Headers, type MessageEvent, Sse } from '@nestjs/common';
import type { Person } from '@vortex/example-web';
import { filter, map, type Observable } from 'rxjs';
import { Me } from '../auth/me.decorator.js';
import { TeamService } from '../team/team.service.js';
import { FeedService } from './feed.service.js';

@Controller('app')
export class FeedController {
  constructor(
    private readonly feed: FeedService,
    private readonly team: TeamService,
  ) {}

  /** Members see every webhook, and somebody who is none yet those about themselves. */
  @Sse('events')
  events(@Me() me: Person, @Headers('last-event-id') seen = '0'): Observable<MessageEvent> {
    return this.feed.after(Number(seen)).pipe(
      filter(({ email }) => this.team.role(me.id) !== undefined || email === me.email),
      map((entry) => ({ id: String(entry.number), data: entry })),
    );
  }
}
