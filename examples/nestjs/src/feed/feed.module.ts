import { Module } from '@nestjs/common';
import { TeamModule } from '../team/team.module.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';

@Module({ imports: [TeamModule], controllers: [FeedController], providers: [FeedService], exports: [FeedService] })
export class FeedModule {}
