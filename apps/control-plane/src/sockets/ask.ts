import { type Socket } from 'socket.io';

export type AskOutcome =
  { kind: 'answered'; answer: unknown } | { kind: 'timed-out' } | { kind: 'disconnected' };

/**
 * Sends an event and waits for its ack. A lost connection ends the waiting at once: nobody should sit out a timeout
 * for somebody who is gone.
 */
export function ask(socket: Socket, event: string, payload: unknown, timeoutMs: number): Promise<AskOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: AskOutcome) => {
      clearTimeout(timer);
      socket.off('disconnect', onDisconnect);
      resolve(outcome);
    };
    const onDisconnect = () => settle({ kind: 'disconnected' });
    const timer = setTimeout(() => settle({ kind: 'timed-out' }), timeoutMs);

    if (!socket.connected) return onDisconnect();
    socket.once('disconnect', onDisconnect);
    socket.emit(event, payload, (answer: unknown) => settle({ kind: 'answered', answer }));
  });
}
