import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { InstanceCounts } from '../agents/instance-counts.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { SandboxRules } from '../deployments/sandbox-rules.js';
import { SandboxesOfEnvironments } from '../environments/environment-use.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { TemplateCatalogModule } from '../templates/template-catalog.module.js';
import { AgentInstanceCounts } from './agent-instance-counts.js';
import { DeploymentCommandsController } from './deployment-commands.controller.js';
import { DeploymentGroupCommandsService } from './deployment-group-commands.service.js';
import { DeploymentGroupsController } from './deployment-groups.controller.js';
import { DeploymentGroups } from './deployment-groups.service.js';
import { EnvironmentSandboxes } from './environment-sandboxes.js';
import { ExpiryWarnings } from './expiry-warnings.js';
import { ExpiryWatch } from './expiry-watch.js';
import { HostTraces } from './host-traces.js';
import { InstanceCommands } from './instance-commands.js';
import { InstanceCommits } from './instance-commits.js';
import { InstanceCreation } from './instance-creation.js';
import { InstanceDeploymentsService } from './instance-deployments.service.js';
import { InstanceLifecycleController } from './instance-lifecycle.controller.js';
import { InstanceLifecycleService } from './instance-lifecycle.service.js';
import { InstanceOrders } from './instance-orders.js';
import { InstanceOutcomes } from './instance-outcomes.js';
import { InstanceReleasesController } from './instance-releases.controller.js';
import { InstanceRemovalService } from './instance-removal.service.js';
import { InstanceRollbacksService } from './instance-rollbacks.service.js';
import { ObservationsService } from './observations.service.js';
import { Placement } from './placement.js';
import { RecordedSandboxRules } from './recorded-sandbox-rules.js';
import { Removal } from './removal.js';
import { SandboxBlueprints } from './sandbox-blueprints.js';
import { SandboxClonesController } from './sandbox-clones.controller.js';
import { SandboxClonesService } from './sandbox-clones.service.js';
import { SandboxDeletion } from './sandbox-deletion.js';
import { SandboxExpiry } from './sandbox-expiry.js';
import { SandboxHeads } from './sandbox-heads.js';
import { SandboxHoldsService } from './sandbox-holds.service.js';
import { SandboxLifeController } from './sandbox-life.controller.js';
import { SandboxLifecycleService } from './sandbox-lifecycle.service.js';
import { SandboxLifetimes } from './sandbox-lifetimes.js';
import { SandboxOwnershipService } from './sandbox-ownership.service.js';
import { SandboxRecords } from './sandbox-records.js';
import { SandboxRows } from './sandbox-rows.js';
import { SandboxTimers } from './sandbox-timers.js';
import { SandboxTriggers } from './sandbox-triggers.js';
import { SandboxViews } from './sandbox-views.js';
import { SandboxesController } from './sandboxes.controller.js';
import { SandboxesService } from './sandboxes.service.js';
import { ServiceInstancesController } from './service-instances.controller.js';
import { ServiceInstancesService } from './service-instances.service.js';
import { ServiceViews } from './service-views.js';

@Module({
  imports: [AgentsModule, RepositoriesModule, DeploymentsModule, EnvironmentsModule, TemplateCatalogModule],
  controllers: [
    SandboxesController,
    SandboxLifeController,
    SandboxClonesController,
    ServiceInstancesController,
    InstanceReleasesController,
    InstanceLifecycleController,
    DeploymentGroupsController,
    DeploymentCommandsController,
  ],
  providers: [
    SandboxesService,
    SandboxBlueprints,
    SandboxRows,
    SandboxClonesService,
    SandboxLifetimes,
    SandboxExpiry,
    ExpiryWatch,
    ExpiryWarnings,
    SandboxHoldsService,
    SandboxTimers,
    SandboxLifecycleService,
    SandboxOwnershipService,
    SandboxDeletion,
    ServiceInstancesService,
    InstanceCreation,
    InstanceRemovalService,
    InstanceLifecycleService,
    InstanceDeploymentsService,
    InstanceRollbacksService,
    InstanceCommits,
    InstanceOrders,
    InstanceOutcomes,
    InstanceCommands,
    DeploymentGroups,
    DeploymentGroupCommandsService,
    ObservationsService,
    SandboxRecords,
    SandboxViews,
    SandboxHeads,
    ServiceViews,
    Placement,
    Removal,
    HostTraces,
    SandboxTriggers,
    { provide: SandboxRules, useClass: RecordedSandboxRules },
    { provide: SandboxesOfEnvironments, useClass: EnvironmentSandboxes },
    { provide: InstanceCounts, useClass: AgentInstanceCounts },
  ],
  exports: [
    ObservationsService,
    SandboxRecords,
    SandboxViews,
    SandboxBlueprints,
    InstanceOrders,
    DeploymentGroups,
    ServiceInstancesService,
    InstanceRemovalService,
    SandboxesService,
  ],
})
export class SandboxesModule {}
