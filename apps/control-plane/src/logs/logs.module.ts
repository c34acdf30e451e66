import { Module } from '@nestjs/common';
import { LogIndexes } from './log-indexes.js';
import { LogReader } from './log-reader.js';
import { LogStore } from './log-store.js';

@Module({ providers: [LogStore, LogIndexes, LogReader], exports: [LogStore, LogIndexes, LogReader] })
export class LogsModule {}
