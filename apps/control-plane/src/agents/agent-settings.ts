import { Injectable } from '@nestjs/common';
import { type UpdateAgentRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Agent } from './agent.entity.js';
import { agentNameTaken } from './agents.errors.js';
import { AgentsService } from './agents.service.js';

/** What ops decides about an agent. */
@Injectable()
export class AgentSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly agents: AgentsService,
    private readonly changes: ChangeFeed,
    private readonly audit: AuditTrail,
  ) {}

  async update(agentId: string, request: UpdateAgentRequest): Promise<void> {
    await this.unitOfWork.run(async () => {
      const agent = await this.agents.get(agentId);
      const { name = agent.name, noSchedule = agent.noSchedule } = request;
      if (name !== agent.name) await this.rename(agent, name);
      if (noSchedule !== agent.noSchedule) await this.drain(agent, name, noSchedule);
      this.changes.announce('agent', agentId);
    });
  }

  private async rename({ id, name: before }: Agent, name: string): Promise<void> {
    if (await this.table.existsBy({ name })) throw agentNameTaken(name);
    await this.table.update({ id }, { name });
    await this.audit.record({
      action: 'agent.renamed',
      subject: name,
      summary: `renamed agent ${before} to ${name}`,
      details: { before, name },
    });
  }

  private async drain({ id }: Agent, name: string, noSchedule: boolean): Promise<void> {
    await this.table.update({ id }, { noSchedule });
    await this.audit.record({
      action: noSchedule ? 'agent.drained' : 'agent.opened',
      subject: name,
      summary: noSchedule ? `drained agent ${name}` : `opened agent ${name} for new instances`,
    });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Agent);
  }
}
