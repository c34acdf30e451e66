import {
  type Ack,
  type BROWSERS_NAMESPACE,
  type BrowserToControl,
  type ControlToBrowser,
  SOCKET_PATH,
} from '@sdp/protocol';
import { io, type Socket } from 'socket.io-client';
import { type Api, headersOf } from './api.js';

type Sent = {
  [Name in keyof BrowserToControl]: (
    payload: BrowserToControl[Name][0],
    answer: (ack: Ack<BrowserToControl[Name][1]>) => void,
  ) => void;
};
type Received = {
  [Name in keyof ControlToBrowser]: (
    payload: ControlToBrowser[Name][0],
    answer: (ack: Ack<ControlToBrowser[Name][1]>) => void,
  ) => void;
};
export type LiveSocket = Socket<Received, Sent>;

const NAMESPACE: typeof BROWSERS_NAMESPACE = '/browsers';

/**
 * Connects by itself, and again whenever the connection is lost; behind a path prefix, too. Where the platform ends the
 * connection, as it does with the token, the next one is refused with the reason in `connect_error`.
 */
export function liveSocket({ address, pass }: Api): LiveSocket {
  const { origin, pathname } = new URL(address);
  const socket: LiveSocket = io(`${origin}${NAMESPACE}`, {
    path: `${pathname.replace(/\/$/, '')}${SOCKET_PATH}`,
    transports: ['websocket'],
    extraHeaders: headersOf(pass),
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
  });
  socket.on('disconnect', (reason) => {
    // Socket.IO takes this one for good, and does not come back by itself.
    if (reason === 'io server disconnect') socket.connect();
  });
  return socket;
}
