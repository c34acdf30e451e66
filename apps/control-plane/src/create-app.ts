import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { type DestinationStream } from 'pino';
import { AppModule } from './app.module.js';
import { type Clock } from './clock/clock.js';
import { type Config } from './config/config.js';
import { serveApiDocs } from './http/api-docs.js';
import { PeerAddress } from './http/peer-address.js';
import { requestRules } from './http/request-rules.js';
import { securityHeaders } from './http/security-headers.js';
import { type EndedRequest, requestLog } from './logging/request-log.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { SocketAdapter } from './sockets/socket-adapter.js';

const MAX_BODY = '1mb';

const isOfGitHost = ({ url }: { url?: string }) => url?.startsWith('/api/webhooks/bitbucket/') ?? false;

/** The whole control plane, ready to listen. */
export async function createApp(
  config: Config,
  clock?: Clock,
  log?: DestinationStream,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(config, clock, log), {
    bodyParser: false,
    bufferLogs: true,
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.setGlobalPrefix('api');
  app.disable('x-powered-by');
  const metrics = app.get(HttpMetrics);
  const listen = (ended: EndedRequest) => metrics.note(ended);
  app.use(requestLog(app.get(PeerAddress), new NestLogger('Requests'), listen));
  app.use(securityHeaders(config.isCookieSecure));
  app.use('/api', requestRules(config.publicOrigins));
  // What is signed is signed as it was sent: read as it is, before anybody makes sense of it.
  app.useBodyParser('raw', { limit: MAX_BODY, type: isOfGitHost });
  app.useBodyParser('json', { limit: MAX_BODY });
  app.useWebSocketAdapter(new SocketAdapter(app, config));
  serveApiDocs(app);
  return app;
}
