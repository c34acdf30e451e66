import { InjectionToken } from '@angular/core';
import {
  type Ack,
  type BROWSERS_NAMESPACE,
  type BrowserToControl,
  type ControlToBrowser,
  type SOCKET_PATH,
} from '@sdp/protocol';
import { io, type Socket } from 'socket.io-client';

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

// The admin imports types only; these two are checked against the protocol's own values by the compiler.
const path: typeof SOCKET_PATH = '/api/socket';
const namespace: typeof BROWSERS_NAMESPACE = '/browsers';

/** The one socket of this window; tests put their own here. */
export const LIVE_SOCKET = new InjectionToken<LiveSocket>('the browser socket', {
  providedIn: 'root',
  factory: () =>
    io(namespace, {
      path,
      autoConnect: false,
      // No polling: browsers send no Origin with its same-origin GETs, and the control plane admits none without.
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    }),
});
