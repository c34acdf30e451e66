import { type BrowserLogChunk, MAX_LOG_CHUNK_BYTES } from '@sdp/protocol';
import { type DeploymentLogs } from '../deployments/log/deployment-logs.js';
import { LevelReader } from '../logs/level-reader.js';

/** Sends a chunk and resolves with the browser's ack. */
export type SendChunk = (chunk: BrowserLogChunk) => Promise<void>;

/**
 * Reads a deployment's log from the file and sends it on, chunk by chunk, until its end. While the browser takes
 * one chunk the next is read, and no more: a slow browser costs two chunks of memory, however far it is behind.
 */
export async function pumpLog(
  logs: DeploymentLogs,
  deploymentId: string,
  from: number,
  send: SendChunk,
  signal: AbortSignal,
): Promise<void> {
  const news = logs.watch(deploymentId);
  const levels = new LevelReader();
  signal.addEventListener('abort', () => news.close(), { once: true });
  let taken = Promise.resolve();
  try {
    for (let offset = from; !signal.aborted;) {
      const { bytes, isLast } = await logs.readOn(deploymentId, offset, MAX_LOG_CHUNK_BYTES);
      if (bytes.length === 0 && !isLast) {
        await news.next();
        continue;
      }
      await taken;
      if (signal.aborted) return;
      const text = bytes.toString('utf8');
      taken = send({ deploymentId, offset, text, levels: levels.letters(text), isLast });
      taken.catch(() => undefined); // told where it is awaited
      if (isLast) break;
      offset += bytes.length;
    }
    await taken;
  } finally {
    news.close();
  }
}
