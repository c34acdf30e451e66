import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { InstanceOutputService } from './instance-output.service.js';
import { InstanceStats } from './instance-stats.js';
import { RuntimeController } from './runtime.controller.js';
import { SandboxSecrets } from './sandbox-secrets.js';

@Module({
  imports: [AgentsModule, SandboxesModule, EnvironmentsModule],
  controllers: [RuntimeController],
  providers: [InstanceOutputService, InstanceStats, SandboxSecrets],
  exports: [InstanceOutputService, InstanceStats],
})
export class RuntimeModule {}
