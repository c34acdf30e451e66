/** Socket.IO rooms besides the topics, which are rooms by themselves. */
/** What was opened with one session or token. */
export function passRoom(passId: string): string {
  return `pass:${passId}`;
}

/** Every connection of somebody. */
export function personRoom(username: string): string {
  return `person:${username}`;
}
