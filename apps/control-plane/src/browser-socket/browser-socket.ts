import { type DefaultEventsMap, type Socket } from 'socket.io';

/** Whose browser it is: proven by the session cookie before any event. */
export interface Viewer {
  username: string;
  sessionId: string;
}

export type BrowserSocket = Socket<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  { viewer?: Viewer; isAdmitted?: boolean }
>;

/** The person a socket event comes from. */
export function viewerOf(socket: BrowserSocket): Viewer {
  const { viewer } = socket.data;
  if (!viewer) throw new Error('An event came from a connection that was not admitted');
  return viewer;
}
