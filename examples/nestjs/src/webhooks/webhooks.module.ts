import { Module } from '@nestjs/common';
import { FeedModule } from '../feed/feed.module.js';
import { TeamModule } from '../team/team.module.js';
import { VortexEvents } from './vortex.events.js';

@Module({ imports: [FeedModule, TeamModule], providers: [VortexEvents] })
export class WebhooksModule {}
