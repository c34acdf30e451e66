import { Injectable } from '@nestjs/common';
import { AgentLink } from '../../agents/agent-link.js';
import { InstanceEpochs } from './instance-epochs.js';
import { type ServiceInstance } from './service-instance.entity.js';

export type InstanceCommand = 'stop' | 'start' | 'restart' | 'remove';
type Called = Pick<ServiceInstance, 'agentId' | 'sandboxId' | 'name' | 'epoch'>;

const TIMEOUT_MS = 60_000;

/** Has agents do something to an instance, outside of deployments. */
@Injectable()
export class InstanceCalls {
  constructor(
    private readonly link: AgentLink,
    private readonly epochs: InstanceEpochs,
  ) {}

  /** Answers the epoch that it was done with. @throws DomainError what the agent says, or that it is away. */
  async make(command: InstanceCommand, instance: Called): Promise<number> {
    const { sandboxId, name: service, epoch } = instance;
    try {
      return await this.send(command, instance, epoch);
    } catch (refusal) {
      const renewed = await this.epochs.renew({ sandboxId, service, epoch }, refusal);
      if (renewed === null) throw refusal;
      return this.send(command, instance, renewed);
    }
  }

  private async send(
    command: InstanceCommand,
    { agentId, sandboxId, name }: Called,
    epoch: number,
  ): Promise<number> {
    const frame = { sandboxId, service: name, epoch };
    await this.link.request(agentId, `instance:${command}`, frame, TIMEOUT_MS);
    return epoch;
  }
}
