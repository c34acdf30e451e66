import { type INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { type Server, type ServerOptions } from 'socket.io';
import { Config } from '../config/config.js';

const MAX_SOCKET_PAYLOAD_BYTES = 1_000_000;

/** One Socket.IO server for both namespaces. A half-open connection is noticed within two heartbeats. */
export class SocketAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { heartbeatMs, publicOrigins } = this.config;
    const ours: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      maxHttpBufferSize: MAX_SOCKET_PAYLOAD_BYTES,
      pingInterval: heartbeatMs,
      pingTimeout: heartbeatMs,
      // Programs send no Origin; a page of another site gets no connection, by polling or by WebSocket.
      allowRequest: ({ headers: { origin } }, decide) =>
        decide(null, origin === undefined || publicOrigins.includes(origin)),
    };
    const server: Server = super.createIOServer(port, ours as ServerOptions);
    // The default namespace exists whether one wants it or not.
    server.use((_socket, next) => next(new Error('Nothing is served in this namespace')));
    return server;
  }
}
