import { UseFilters, UseInterceptors } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { BROWSERS_NAMESPACE, SOCKET_PATH } from '@sdp/protocol';
import { type Namespace } from 'socket.io';
import { AckInterceptor } from '../errors/ack.interceptor.js';
import { SocketErrorFilter } from '../errors/socket-error.filter.js';
import { BrowserEntrance } from './browser-entrance.js';
import { type BrowserSocket } from './browser-socket.js';
import { LogCloseDto, LogOpenDto } from './dto/log-open.dto.js';
import { RuntimeCloseDto, RuntimeOpenDto } from './dto/runtime-open.dto.js';
import { WatchDto } from './dto/watch.dto.js';
import { LogStreams } from './log-streams.js';
import { RuntimeRelays } from './runtime-relays.js';
import { Watching } from './watching.js';

/** Where browsers come in: translates their events into calls, decides nothing. */
@WebSocketGateway({ namespace: BROWSERS_NAMESPACE, path: SOCKET_PATH })
@UseInterceptors(AckInterceptor)
@UseFilters(SocketErrorFilter)
export class BrowsersGateway implements OnGatewayInit<Namespace>, OnGatewayDisconnect<BrowserSocket> {
  constructor(
    private readonly entrance: BrowserEntrance,
    private readonly watching: Watching,
    private readonly logs: LogStreams,
    private readonly relays: RuntimeRelays,
  ) {}

  afterInit(namespace: Namespace): void {
    this.entrance.open(namespace);
  }

  handleDisconnect(socket: BrowserSocket): void {
    this.logs.stopAll(socket);
    this.relays.stopAll(socket);
  }

  @SubscribeMessage('watch')
  watch(@ConnectedSocket() socket: BrowserSocket, @MessageBody() { topic }: WatchDto): Promise<void> {
    return this.watching.start(socket, topic);
  }

  @SubscribeMessage('unwatch')
  unwatch(@ConnectedSocket() socket: BrowserSocket, @MessageBody() { topic }: WatchDto): Promise<void> {
    return this.watching.stop(socket, topic);
  }

  @SubscribeMessage('log:open')
  openLog(@ConnectedSocket() socket: BrowserSocket, @MessageBody() request: LogOpenDto): Promise<void> {
    return this.logs.start(socket, request.deploymentId, request.offset);
  }

  @SubscribeMessage('log:close')
  closeLog(@ConnectedSocket() socket: BrowserSocket, @MessageBody() request: LogCloseDto): void {
    this.logs.stop(socket, request.deploymentId);
  }

  @SubscribeMessage('runtime:open')
  async openRuntime(
    @ConnectedSocket() socket: BrowserSocket,
    @MessageBody() request: RuntimeOpenDto,
  ): Promise<{ streamId: string }> {
    return { streamId: await this.relays.start(socket, request) };
  }

  @SubscribeMessage('runtime:close')
  closeRuntime(@ConnectedSocket() socket: BrowserSocket, @MessageBody() { streamId }: RuntimeCloseDto): void {
    this.relays.stop(socket, streamId);
  }
}
