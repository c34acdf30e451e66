import { type BrowserLogChunk } from '@sdp/protocol';
import { type DeploymentLogs } from '../deployments/deployment-logs.js';

const CHUNK_BYTES = 128 * 1024;

/** Sends a chunk and resolves with the browser's ack. */
export type SendChunk = (chunk: BrowserLogChunk) => Promise<void>;

/**
 * Reads a deployment's log from the file and sends it on, chunk by chunk, until its end. Nothing is read before the
 * browser has taken what came before: a slow one costs one chunk of memory, however far it is behind.
 */
export async function pumpLog(
  logs: DeploymentLogs,
  deploymentId: string,
  from: number,
  send: SendChunk,
  signal: AbortSignal,
): Promise<void> {
  const news = logs.watch(deploymentId);
  signal.addEventListener('abort', () => news.close(), { once: true });
  try {
    for (let offset = from; !signal.aborted;) {
      const { bytes, isLast } = await logs.readOn(deploymentId, offset, CHUNK_BYTES);
      if (bytes.length > 0 || isLast)
        await send({ deploymentId, offset, text: bytes.toString('utf8'), isLast });
      else await news.next();
      if (isLast) return;
      offset += bytes.length;
    }
  } finally {
    news.close();
  }
}
