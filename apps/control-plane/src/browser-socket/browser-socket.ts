import { type Role, type TokenScope } from '@sdp/protocol';
import { type DefaultEventsMap, type Socket } from 'socket.io';
import { type Who } from '../audit/acting.js';

/** Whose browser or program it is: proven by the session cookie or the token before any event. */
export interface Viewer {
  username: string;
  /** Kept up with what ops gives and takes, within the scopes of a token. */
  role: Role;
  /** Null for a session. */
  scopes: readonly TokenScope[] | null;
}

export type BrowserSocket = Socket<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  { viewer?: Viewer; who?: Who; isAdmitted?: boolean }
>;

/** The person a socket event comes from. */
export function viewerOf(socket: BrowserSocket): Viewer {
  const { viewer } = socket.data;
  if (!viewer) throw new Error('An event came from a connection that was not admitted');
  return viewer;
}
