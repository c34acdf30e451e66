import { Injectable, Logger } from '@nestjs/common';
import { type BrowserLogChunk } from '@sdp/protocol';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { DeploymentLogs } from '../deployments/log/deployment-logs.js';
import { ask } from '../sockets/ask.js';
import { type BrowserSocket } from './browser-socket.js';
import { pumpLog } from './log-pump.js';
import { OpenStreams } from './open-streams.js';

/** A browser that takes longer for one chunk has stopped reading; it opens the log again when it is back. */
const ACK_TIMEOUT_MS = 120_000;

/** The deployment logs that browsers follow. */
@Injectable()
export class LogStreams {
  private readonly logger = new Logger(LogStreams.name);
  private readonly open = new OpenStreams();

  constructor(
    private readonly deployments: DeploymentsService,
    private readonly logs: DeploymentLogs,
  ) {}

  /** Opening one again starts it anew, from the new offset. */
  async start(socket: BrowserSocket, deploymentId: string, offset: number): Promise<void> {
    await this.deployments.get(deploymentId);
    const stream = this.open.add(socket, deploymentId);
    const send = (chunk: BrowserLogChunk) => sendChunk(socket, chunk);

    setImmediate(() => {
      pumpLog(this.logs, deploymentId, offset, send, stream.signal)
        .catch((error: unknown) =>
          this.logger.debug({ err: error }, `A log stream of ${deploymentId} broke off`),
        )
        .finally(() => this.open.remove(socket, deploymentId, stream));
    });
  }

  stop(socket: BrowserSocket, deploymentId: string): void {
    this.open.remove(socket, deploymentId);
  }

  stopAll(socket: BrowserSocket): void {
    this.open.removeAll(socket);
  }
}

async function sendChunk(socket: BrowserSocket, chunk: BrowserLogChunk): Promise<void> {
  const { kind } = await ask(socket, 'log:chunk', chunk, ACK_TIMEOUT_MS);
  if (kind !== 'answered') throw new Error(`The browser did not take a chunk: ${kind}`);
}
