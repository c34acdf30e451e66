import { type Topic, type Update } from '@sdp/protocol';
import { type Namespace } from 'socket.io';
import { type Viewer } from '../auth/viewer.js';
import { type BrowserSocket, viewerOf } from './browser-socket.js';

/** The browsers that are connected, as those who tell them something see them. */
export class Audience {
  constructor(private readonly namespace: Namespace) {}

  isWatching(...topics: Topic[]): boolean {
    return topics.some((topic) => this.namespace.adapter.rooms.has(topic));
  }

  /** The same for everybody in one of the rooms: topics, for the most part. */
  tell(rooms: string[], update: Update): void {
    this.namespace.to(rooms).emit('update', update);
  }

  /** For what looks different to each person who watches: `make` is asked once for each of them, and each role. */
  async tellEach(topics: Topic[], make: (viewer: Viewer) => Promise<Update[]>): Promise<void> {
    for (const sockets of (await this.byPerson(topics)).values()) {
      const { username, role } = viewerOf(sockets[0]!);
      for (const update of await make({ username, role }))
        for (const socket of sockets) socket.emit('update', update);
    }
  }

  private async byPerson(topics: Topic[]): Promise<Map<string, BrowserSocket[]>> {
    const ids = topics.flatMap((topic) => [...(this.namespace.adapter.rooms.get(topic) ?? [])]);
    const people = new Map<string, BrowserSocket[]>();
    for (const id of new Set(ids)) {
      const socket = this.namespace.sockets.get(id) as BrowserSocket | undefined;
      if (!socket) continue;
      const { username, role } = viewerOf(socket);
      const person = `${role} ${username}`;
      people.set(person, [...(people.get(person) ?? []), socket]);
    }
    return people;
  }
}
