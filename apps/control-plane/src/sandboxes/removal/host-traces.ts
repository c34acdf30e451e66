import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { AgentLink } from '../../agents/agent-link.js';
import { AgentsService } from '../../agents/agents.service.js';
import { InstanceCalls } from '../instances/instance-calls.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { RemovalGate } from './removal-gate.js';

/** Takes an instance from its host. */
@Injectable()
export class HostTraces {
  private readonly logger = new Logger(HostTraces.name);

  constructor(
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly calls: InstanceCalls,
    private readonly modules: ModuleRef,
  ) {}

  /** Has the agent remove it; false when that cannot be done now. */
  async areGone(instance: ServiceInstance): Promise<boolean> {
    const { agentId, name } = instance;
    if (!(await this.mayGo(instance))) return false;
    const agent = await this.agents.get(agentId);
    // An agent that was taken out of the configuration cannot come back: nobody is left to ask.
    if (agent.tokenHash === null) return true;
    if (!this.link.isConnected(agentId)) return false;
    try {
      await this.calls.make('remove', instance);
      return true;
    } catch (error) {
      this.logger.warn({ err: error }, `Agent ${agent.name} did not remove ${name} yet`);
      return false;
    }
  }

  /** Others may lead to an instance of a sandbox that goes as a whole, too. */
  private mayGo(instance: ServiceInstance): Promise<boolean> {
    // Asked for by name: the module of the routes is built on top of this one.
    return this.modules.get(RemovalGate, { strict: false }).mayGo(instance);
  }
}
