import { type Topic } from '@sdp/protocol';

/** Socket.IO rooms. Topics are rooms by themselves; some are divided by who looks. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Every connection of somebody. */
export function personRoom(username: string): string {
  return `person:${username}`;
}

/** Those who watch `topic` and are `username`. */
export function ownRoom(topic: Topic, username: string): string {
  return `${topic} of ${username}`;
}
