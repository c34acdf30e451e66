import { Injectable } from '@nestjs/common';
import { InstanceCounts } from '../../agents/instance-counts.js';
import { SandboxRecords } from '../sandbox-records.js';

@Injectable()
export class AgentInstanceCounts extends InstanceCounts {
  constructor(private readonly records: SandboxRecords) {
    super();
  }

  override async byAgent(): Promise<ReadonlyMap<string, number>> {
    const counts = await this.records.instances
      .createQueryBuilder('instance')
      .select('instance.agentId', 'agentId')
      .addSelect('COUNT(*)', 'count')
      .groupBy('instance.agentId')
      .getRawMany<{ agentId: string; count: number }>();
    return new Map(counts.map(({ agentId, count }) => [agentId, Number(count)]));
  }
}
