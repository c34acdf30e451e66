import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { InstanceStats } from './instance-stats.js';

@Module({
  imports: [AgentsModule, SandboxesModule],
  providers: [InstanceStats],
  exports: [InstanceStats],
})
export class RuntimeModule {}
