import { type Logger } from '@nestjs/common';
import { type ErrorCode } from '@sdp/protocol';
import { type Namespace, type Socket } from 'socket.io';

/** Lets nobody into a namespace whom `admit` refuses, before any event of theirs is read. */
export function guardNamespace<S extends Socket>(
  namespace: Namespace,
  admit: (socket: S) => Promise<Error | undefined>,
  logger: Logger,
): void {
  namespace.use((socket, next) => {
    admit(socket as S).then(
      (refused) => {
        socket.data.isAdmitted = refused === undefined;
        // Every open request listens for the end of the connection.
        socket.setMaxListeners(0);
        next(refused);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'A connection could not be checked');
        next(refusal('internal', 'The connection could not be checked. Try again.'));
      },
    );
  });
}

/** Why somebody was not let in: the client gets both words in its `connect_error`. */
export function refusal(code: ErrorCode, message: string): Error {
  return Object.assign(new Error(message), { data: { code, message } });
}
