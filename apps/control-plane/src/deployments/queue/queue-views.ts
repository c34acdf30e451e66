import { Injectable } from '@nestjs/common';
import { type QueueView } from '@sdp/protocol';
import { AgentViews } from '../../agents/agent-views.js';
import { type Viewer } from '../../auth/viewer.js';
import { DeploymentRecords } from '../deployment-records.js';
import { DeploymentViews } from '../deployment-views.js';

/** What runs and what waits, by agent. */
@Injectable()
export class QueueViews {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly agents: AgentViews,
    private readonly views: DeploymentViews,
  ) {}

  async whole(viewer: Viewer): Promise<QueueView> {
    const active = [...(await this.records.onAgents()), ...(await this.records.queued())];
    const views = await this.views.ofAll(active, viewer);
    const agents = await this.agents.all();
    return {
      agents: agents.map(({ name, isConnected, capacity }) => ({
        agent: name,
        isConnected,
        capacity,
        deployments: views.filter(({ agent }) => agent === name),
      })),
    };
  }
}
