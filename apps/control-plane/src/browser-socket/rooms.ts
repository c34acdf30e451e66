/** Socket.IO rooms besides the topics, which are rooms by themselves. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Every connection of somebody. */
export function personRoom(username: string): string {
  return `person:${username}`;
}
