import { Module } from '@nestjs/common';
import { LogStore } from './log-store.js';

@Module({ providers: [LogStore], exports: [LogStore] })
export class LogsModule {}
