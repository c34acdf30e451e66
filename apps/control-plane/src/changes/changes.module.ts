import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { WatchedTopics } from './watched-topics.js';

@Global()
@Module({ providers: [ChangeFeed, WatchedTopics], exports: [ChangeFeed, WatchedTopics] })
export class ChangesModule {}
