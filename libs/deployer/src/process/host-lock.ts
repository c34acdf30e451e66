import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Held until it is released, or its process ends. */
export interface HostLock {
  release(): void;
}

const POLL_MS = 20;

/**
 * Does the work while no other process of this host does work under the same name. An abstract unix socket is a lock
 * that the kernel gives back when its holder dies, however it dies. Throws the signal's reason when it aborts while
 * waiting.
 */
export async function withHostLock<T>(
  name: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let lock = await tryLock(name);
  while (!lock) {
    signal?.throwIfAborted();
    await delay(POLL_MS);
    lock = await tryLock(name);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Null when somebody holds it. */
export async function tryLock(name: string): Promise<HostLock | null> {
  const server = createServer((socket) => socket.destroy());
  server.listen(`\0sdp-${name}`);
  try {
    await once(server, 'listening');
    return { release: () => server.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}
