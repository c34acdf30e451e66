import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../changes/change-feed.js';

export interface AgentLoad {
  /** Deployments it works on. */
  running: number;
  /** Deployments that wait for it. */
  queued: number;
}

/** How busy each agent is, as the deployments' side last counted it. */
@Injectable()
export class AgentLoads {
  private readonly loads = new Map<string, AgentLoad>();

  constructor(private readonly changes: ChangeFeed) {}

  of(agentId: string): AgentLoad {
    return this.loads.get(agentId) ?? { running: 0, queued: 0 };
  }

  note(agentId: string, load: AgentLoad): void {
    const known = this.of(agentId);
    if (known.running === load.running && known.queued === load.queued) return;
    this.loads.set(agentId, load);
    this.changes.announce('agent', agentId);
  }
}
