import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.js';

/** One JSON line per event. Requests are logged by method, path and id; never with headers, cookies or bodies. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Config],
      useFactory: ({ logLevel }: Config) => ({
        pinoHttp: {
          level: logLevel,
          genReqId: () => randomUUID(),
          serializers: {
            req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
            res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
          },
          customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
            error || response.statusCode === 500 ? 'error' : 'debug',
        },
      }),
    }),
  ],
})
export class LoggingModule {}
