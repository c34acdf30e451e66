import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { logLines } from '@sdp/logging';
import { LoggerModule } from 'nestjs-pino';
import { type DestinationStream, pino } from 'pino';
import { Config } from '../config/config.js';
import { versionOf } from '../version.js';
import { LogContextInterceptor } from './log-context.interceptor.js';

/** One JSON line per event, about the request, the agent and the deployment that it belongs to. */
@Module({ providers: [{ provide: APP_INTERCEPTOR, useClass: LogContextInterceptor }] })
export class LoggingModule {
  /** @param stream standard output unless a test wants to read along */
  static to(stream?: DestinationStream): DynamicModule {
    const logger = LoggerModule.forRootAsync({
      inject: [Config],
      useFactory: ({ logLevel, release }: Config) => {
        const lines = logLines(logLevel, { program: 'control-plane', version: versionOf(release) });
        // Requests are followed by `request-log.ts`: it knows which headers may be believed, and never writes one.
        return { pinoHttp: { logger: stream ? pino(lines, stream) : pino(lines) }, useExisting: true };
      },
    });
    return { module: LoggingModule, imports: [logger] };
  }
}
