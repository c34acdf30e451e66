import { Injectable } from '@nestjs/common';
import { filter, merge } from 'rxjs';
import { ChangeFeed } from '../../changes/change-feed.js';
import { LogStore } from '../../logs/log-store.js';
import { DeploymentRecords } from '../deployment-records.js';
import { isTerminal } from '../deployment-states.js';
import { News } from './news.js';

/** Following a deployment's log while it is written. */
@Injectable()
export class DeploymentLogs {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly logs: LogStore,
    private readonly changes: ChangeFeed,
  ) {}

  /** Whole lines from `offset`; `isLast` when the deployment is over and nothing comes after them. */
  async readOn(
    deploymentId: string,
    offset: number,
    limit: number,
  ): Promise<{ bytes: Buffer; isLast: boolean }> {
    // Asked before reading: what is complete now cannot grow meanwhile.
    const isComplete = await this.isComplete(deploymentId);
    const { bytes, size } = await this.logs.read(deploymentId, offset, limit);
    return { bytes, isLast: isComplete && offset + bytes.length >= size };
  }

  /** Tells when there may be more: the log has grown, or the deployment has changed. */
  watch(deploymentId: string): News {
    const grown = this.logs.grown.pipe(filter((id) => id === deploymentId));
    const changed = this.changes.changes.pipe(
      filter(({ kind, id }) => kind === 'deployment' && id === deploymentId),
    );
    return new News(merge(grown, changed));
  }

  /** Whether the deployment is over and its whole log here. The last lines may come after the result that counts them. */
  async isComplete(deploymentId: string): Promise<boolean> {
    const { state, finalLogBytes } = await this.records.get(deploymentId);
    if (!isTerminal(state)) return false;
    return finalLogBytes === null || (await this.logs.size(deploymentId)) >= finalLogBytes;
  }
}
