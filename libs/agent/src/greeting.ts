import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Repositories } from '@sdp/deployer';
import { type AgentHello, type AgentKind, type Heartbeat, type Stack } from '@sdp/protocol';
import { AgentConfig } from './config/agent-config.js';
import { type Introduction } from './link/control-link.js';
import { ObservedService } from './observed/observed.service.js';
import { ReportsService } from './reports/reports.service.js';
import packageJson from '../../../package.json' with { type: 'json' };

export const AGENT_IDENTITY = Symbol('AgentIdentity');

/** What one agent program is, apart from its configuration. */
export interface AgentIdentity {
  kind: AgentKind;
  strategies: Stack[];
}

/** What the agent says of itself at every connect and every heartbeat. */
@Injectable()
export class Greeting implements Introduction {
  constructor(
    @Inject(AGENT_IDENTITY) private readonly identity: AgentIdentity,
    private readonly config: AgentConfig,
    private readonly repositories: Repositories,
    private readonly reports: ReportsService,
    private readonly observed: ObservedService,
  ) {}

  async hello(): Promise<AgentHello> {
    const { address, portRange, capacity } = this.config;
    return {
      ...this.identity,
      version: packageJson.version,
      address,
      portRange,
      capacity,
      repositories: this.repositories.list(),
      instances: await this.observed.lookBriefly(),
      deployments: this.reports.list().map(({ record, isFinished }) => ({
        deploymentId: record.deploymentId,
        epoch: record.epoch,
        finished: isFinished,
      })),
    };
  }

  async heartbeat(): Promise<Heartbeat> {
    const { bavail, bsize } = await statfs(this.config.dataDir);
    return { running: this.reports.unfinished().length, freeDiskBytes: bavail * bsize };
  }
}
