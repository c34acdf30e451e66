import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type ContainerSpec } from './container-runtime.js';

const KILLED = 137;

/** What a scripted program can do. It ends with the exit code it resolves with. */
export interface FakeProcess {
  spec: ContainerSpec;
  /** The address the container has in this run; changes with every start. */
  address: string;
  print(text: string, stream?: 'out' | 'err'): void;
  /** Serves HTTP on the container's own port. */
  serve(handler: RequestListener): Promise<void>;
  /** Aborts when the container is asked to stop. */
  stopping: AbortSignal;
}

export type FakeProgram = (process: FakeProcess) => Promise<number>;

export interface FakeHost {
  /** Images that are loaded, with what `runOnce` prints for a command (its words joined by blanks). */
  images: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** First word of a container's command → what it does. */
  programs: Readonly<Record<string, FakeProgram>>;
  /** What a second of grace takes here, for programs that never end by themselves; a second unless said. */
  graceSecondMs?: number;
}

/** Runs a program until it ends by itself or is killed; answers its exit code. */
export async function runProgram(
  program: FakeProgram,
  given: Omit<FakeProcess, 'serve'>,
  killed: AbortSignal,
): Promise<number> {
  const servers: Server[] = [];
  const serve = async (handler: RequestListener) => {
    const server = createServer(handler).listen(given.spec.endpoint.containerPort, given.address);
    servers.push(server);
    await once(server, 'listening');
  };
  const kill = new Promise<number>((resolve) =>
    killed.addEventListener('abort', () => resolve(KILLED), { once: true }),
  );
  try {
    return await Promise.race([program({ ...given, serve }), kill]);
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
