import { type InstanceLogLines, type RuntimeOpenRequest } from '@sdp/protocol';
import { type ShownError } from '../errors/wire-error';
import { type LiveSocket } from './live-socket';

/** Somebody who follows what a container prints. */
export interface OutputReader {
  accept(lines: InstanceLogLines): void;
  refused(error: ShownError): void;
}

interface Stream {
  wanted: () => RuntimeOpenRequest;
  reader: OutputReader;
  /** Known once the control plane has answered. */
  id?: string;
}

/** The containers that somebody in this window follows. A stream ends with its connection, and is opened anew. */
export class OutputStreams {
  private readonly streams = new Set<Stream>();
  private readonly socket: LiveSocket;

  constructor(socket: LiveSocket) {
    this.socket = socket;
    this.socket.on('runtime:lines', (lines) => this.deliver(lines));
  }

  /** `wanted` is asked again at each (re)connect. Returns how to stop following. */
  follow(wanted: () => RuntimeOpenRequest, reader: OutputReader): () => void {
    const stream: Stream = { wanted, reader };
    this.streams.add(stream);
    if (this.socket.connected) this.open(stream);
    return () => {
      this.streams.delete(stream);
      if (stream.id) this.close(stream.id);
    };
  }

  resume(): void {
    for (const stream of this.streams) this.open(stream);
  }

  private open(stream: Stream): void {
    delete stream.id;
    this.socket.emit('runtime:open', stream.wanted(), (answer) => {
      if (!answer.ok) stream.reader.refused(answer.error);
      else if (this.streams.has(stream)) stream.id = answer.value.streamId;
      else this.close(answer.value.streamId);
    });
  }

  private close(streamId: string): void {
    if (this.socket.connected) this.socket.emit('runtime:close', { streamId }, () => undefined);
  }

  private deliver(lines: InstanceLogLines): void {
    for (const { id, reader } of this.streams) if (id === lines.streamId) reader.accept(lines);
  }
}
