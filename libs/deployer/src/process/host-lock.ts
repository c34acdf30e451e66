import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

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
    lock.close();
  }
}

/** Null when somebody holds it. */
export async function tryLock(name: string): Promise<Server | null> {
  const lock = createServer((socket) => socket.destroy());
  lock.listen(`\0sdp-${name}`);
  try {
    await once(lock, 'listening');
    return lock;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}
