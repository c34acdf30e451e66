import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire between two programs that a test can cut (connections reset) or make half-open (bytes vanish). By TCP or by Unix sockets. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private mode: 'open' | 'cut' | 'half-open' = 'open';

  constructor(private readonly target: { host: string; port: number } | { path: string }) {}

  async listen(): Promise<number> {
    this.server = createServer((near) => this.join(near));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async listenAt(path: string): Promise<void> {
    this.server = createServer((near) => this.join(near));
    await new Promise<void>((resolve) => this.server?.listen(path, resolve));
  }

  cut(): void {
    this.mode = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  halfOpen(): void {
    this.mode = 'half-open';
  }

  restore(): void {
    if (this.mode === 'half-open') for (const socket of this.sockets) socket.destroy();
    this.mode = 'open';
  }

  close(): void {
    this.cut();
    this.server?.close();
  }

  private join(near: Socket): void {
    if (this.mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(this.target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (this.mode === 'open') to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
