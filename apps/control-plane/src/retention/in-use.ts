import { Injectable } from '@nestjs/common';
import { DeploymentHolds } from '../deployments/deployment-holds.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { OpenLogs } from './open-logs.js';

/**
 * What others hold on to: the release that runs and those one can go back to, groups that are not over, logs that are
 * open. What pull requests are told comes from the newest deployment of each service, which is never a candidate.
 */
@Injectable()
export class InUse {
  constructor(
    private readonly sandboxes: SandboxRecords,
    private readonly deployments: DeploymentHolds,
    private readonly openLogs: OpenLogs,
  ) {}

  /** As of now. */
  async ids(): Promise<ReadonlySet<string>> {
    const { running, releases } = await this.onHosts();
    const held = await this.deployments.ids(running);
    return new Set([...running, ...releases, ...held, ...this.openLogs.ids()]);
  }

  private async onHosts(): Promise<{ running: string[]; releases: string[] }> {
    const instances = await this.sandboxes.instances.find({
      select: { id: true, runningDeploymentId: true, releases: true },
    });
    return {
      running: instances.flatMap(({ runningDeploymentId }) => runningDeploymentId ?? []),
      releases: instances.flatMap(({ releases }) => releases),
    };
  }
}
