import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { type BrowserSocket, viewerOf } from './browser-socket.js';

const MAX_ROOMS_PER_SOCKET = 400;

/** What only ops may watch. */
export const OPS_TOPICS: readonly Topic[] = ['users', 'audit'];

/** Which connection watches what. */
@Injectable()
export class Watching {
  async start(socket: BrowserSocket, topic: Topic): Promise<void> {
    if (OPS_TOPICS.includes(topic) && viewerOf(socket).role !== 'ops') throw onlyForOps(topic);
    if (socket.rooms.size >= MAX_ROOMS_PER_SOCKET)
      throw new DomainError('conflict', 'Too many things are watched at once. Stop watching some of them.');
    await socket.join(topic);
  }

  async stop(socket: BrowserSocket, topic: Topic): Promise<void> {
    await socket.leave(topic);
  }
}

function onlyForOps(topic: Topic): DomainError {
  return new DomainError('forbidden', `Only ops may watch ${topic}. Ask somebody of ops.`);
}
