import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { type BrowserSocket, viewerOf } from './browser-socket.js';
import { ownRoom } from './rooms.js';

const MAX_ROOMS_PER_SOCKET = 400;

/** Which connection watches what. */
@Injectable()
export class Watching {
  async start(socket: BrowserSocket, topic: Topic): Promise<void> {
    if (socket.rooms.size >= MAX_ROOMS_PER_SOCKET)
      throw new DomainError('conflict', 'Too many things are watched at once. Stop watching some of them.');
    await socket.join([topic, ownRoom(topic, viewerOf(socket).username)]);
  }

  async stop(socket: BrowserSocket, topic: Topic): Promise<void> {
    await socket.leave(topic);
    await socket.leave(ownRoom(topic, viewerOf(socket).username));
  }
}
