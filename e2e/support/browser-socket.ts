import { io, type Socket } from 'socket.io-client';
import {
  BROWSERS_NAMESPACE,
  SOCKET_PATH,
  type Acked,
  type Ack,
  type BrowserLogChunk,
  type BrowserToControl,
  type Update,
} from '@sdp/protocol';
import { type ApiClient } from './api-client.js';

/** What a browser does with its socket, without the browser. */
export class BrowserSocket {
  readonly updates: Update[] = [];
  private constructor(readonly socket: Socket) {
    socket.on('update', (update: Update) => this.updates.push(update));
  }

  static async connect(
    api: ApiClient,
    options: { origin?: string | null; transports?: string[] } = {},
  ): Promise<BrowserSocket> {
    const origin = options.origin === undefined ? api.baseUrl : options.origin;
    const socket = io(`${api.baseUrl}${BROWSERS_NAMESPACE}`, {
      path: SOCKET_PATH,
      transports: options.transports ?? ['websocket'],
      extraHeaders: { ...(api.cookie ? { cookie: api.cookie } : {}), ...(origin === null ? {} : { origin }) },
      reconnection: false,
      forceNew: true,
      timeout: 20_000,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return new BrowserSocket(socket);
  }

  async request<Name extends keyof BrowserToControl>(
    name: Name,
    payload: BrowserToControl[Name][0],
  ): Promise<Ack<BrowserToControl[Name][1]>> {
    return (await this.socket.timeout(5_000).emitWithAck(name, payload)) as Ack<BrowserToControl[Name][1]>;
  }

  /** Streams a log from an offset to its end, checking that every chunk continues where the last one ended. */
  async readLog(
    deploymentId: string,
    offset = 0,
    onChunk: (chunk: BrowserLogChunk) => void = () => undefined,
  ): Promise<string> {
    let next = offset;
    const parts: string[] = [];
    const ended = new Promise<string>((resolve, reject) => {
      this.socket.on('log:chunk', (chunk: BrowserLogChunk, ack: (acked: Acked) => void) => {
        if (chunk.deploymentId !== deploymentId) return;
        if (chunk.offset !== next) reject(new Error(`chunk starts at ${chunk.offset}, expected ${next}`));
        next = chunk.offset + Buffer.byteLength(chunk.text);
        parts.push(chunk.text);
        onChunk(chunk);
        ack({ acked: next });
        if (chunk.isLast) resolve(parts.join(''));
      });
      this.socket.once('disconnect', (reason) => reject(new Error(`socket closed: ${reason}`)));
    });
    const opened = await this.request('log:open', { deploymentId, offset });
    if (!opened.ok) throw new Error(opened.error.message);
    return ended;
  }

  close(): void {
    this.socket.close();
  }
}
