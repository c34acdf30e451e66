import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { type BrowserSocket, viewerOf } from './browser-socket.js';
import { ownRoom } from './rooms.js';

const MAX_ROOMS_PER_SOCKET = 400;

/** What only ops may watch. */
export const OPS_TOPICS: readonly Topic[] = ['users', 'audit'];

/** Which connection watches what. */
@Injectable()
export class Watching {
  async start(socket: BrowserSocket, topic: Topic): Promise<void> {
    const { username, role } = viewerOf(socket);
    if (OPS_TOPICS.includes(topic) && role !== 'ops') throw onlyForOps(topic);
    if (socket.rooms.size >= MAX_ROOMS_PER_SOCKET)
      throw new DomainError('conflict', 'Too many things are watched at once. Stop watching some of them.');
    await socket.join([topic, ownRoom(topic, username)]);
  }

  async stop(socket: BrowserSocket, topic: Topic): Promise<void> {
    await socket.leave(topic);
    await socket.leave(ownRoom(topic, viewerOf(socket).username));
  }
}

function onlyForOps(topic: Topic): DomainError {
  return new DomainError('forbidden', `Only ops may watch ${topic}. Ask somebody of ops.`);
}
