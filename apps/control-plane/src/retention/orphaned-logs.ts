import { Injectable } from '@nestjs/common';
import { DeploymentPurge } from '../deployments/deployment-purge.js';
import { LogStore } from '../logs/log-store.js';

const BATCH = 500;

/** Logs whose deployments are gone: the process ended between the rows and the files. */
@Injectable()
export class OrphanedLogs {
  constructor(
    private readonly purge: DeploymentPurge,
    private readonly logs: LogStore,
  ) {}

  /** A deployment is there before its log is: what was listed and has none now never gets one. */
  async remove(): Promise<number> {
    const listed = [...(await this.logs.sizes()).keys()];
    let count = 0;
    for (let from = 0; from < listed.length; from += BATCH) {
      const orphans = await this.purge.withoutRow(listed.slice(from, from + BATCH));
      await this.logs.removeAll(orphans);
      count += orphans.length;
    }
    return count;
  }
}
