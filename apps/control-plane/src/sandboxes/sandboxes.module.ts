import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { InstanceCounts } from '../agents/instance-counts.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { RunPlanner } from '../deployments/run-planner.js';
import { SandboxesOfEnvironments } from '../environments/environment-use.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { AgentInstanceCounts } from './agent-instance-counts.js';
import { DeploymentCommandsController } from './deployment-commands.controller.js';
import { EnvironmentSandboxes } from './environment-sandboxes.js';
import { InstanceDeploymentsService } from './instance-deployments.service.js';
import { InstanceLifecycleController } from './instance-lifecycle.controller.js';
import { InstanceLifecycleService } from './instance-lifecycle.service.js';
import { InstancePlanner } from './instance-planner.js';
import { ObservationsService } from './observations.service.js';
import { Placement } from './placement.js';
import { RemovalTriggers } from './removal-triggers.js';
import { Removal } from './removal.js';
import { SandboxRecords } from './sandbox-records.js';
import { SandboxViews } from './sandbox-views.js';
import { SandboxesController } from './sandboxes.controller.js';
import { SandboxesService } from './sandboxes.service.js';
import { ServiceInstancesController } from './service-instances.controller.js';
import { ServiceInstancesService } from './service-instances.service.js';

@Module({
  imports: [AgentsModule, RepositoriesModule, DeploymentsModule],
  controllers: [
    SandboxesController,
    ServiceInstancesController,
    InstanceLifecycleController,
    DeploymentCommandsController,
  ],
  providers: [
    SandboxesService,
    ServiceInstancesService,
    InstanceLifecycleService,
    InstanceDeploymentsService,
    ObservationsService,
    SandboxRecords,
    SandboxViews,
    Placement,
    Removal,
    RemovalTriggers,
    { provide: RunPlanner, useClass: InstancePlanner },
    { provide: SandboxesOfEnvironments, useClass: EnvironmentSandboxes },
    { provide: InstanceCounts, useClass: AgentInstanceCounts },
  ],
  exports: [ObservationsService, SandboxRecords, SandboxViews],
})
export class SandboxesModule {}
