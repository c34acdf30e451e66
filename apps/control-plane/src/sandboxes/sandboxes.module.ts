import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { InstanceCounts } from '../agents/instance-counts.js';
import { AuthModule } from '../auth/auth.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { EpochRenewal } from '../deployments/delivery/epoch-renewal.js';
import { SandboxRules } from '../deployments/queue/sandbox-rules.js';
import { SandboxesOfEnvironments } from '../environments/environment-use.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { TemplateCatalogModule } from '../templates/template-catalog.module.js';
import { DeploymentCommandsController } from './deploying/deployment-commands.controller.js';
import { DeploymentGroupCommandsService } from './deploying/deployment-group-commands.service.js';
import { DeploymentGroupsController } from './deploying/deployment-groups.controller.js';
import { DeploymentGroups } from './deploying/deployment-groups.service.js';
import { InstanceDeploymentsService } from './deploying/instance-deployments.service.js';
import { InstanceOrders } from './deploying/instance-orders.js';
import { InstanceOutcomes } from './deploying/instance-outcomes.js';
import { InstanceReleasesController } from './deploying/instance-releases.controller.js';
import { InstanceRollbacksService } from './deploying/instance-rollbacks.service.js';
import { EnvironmentSandboxes } from './environment-sandboxes.js';
import { AgentInstanceCounts } from './instances/agent-instance-counts.js';
import { InstanceCalls } from './instances/instance-calls.js';
import { InstanceCommits } from './instances/instance-commits.js';
import { InstanceCreation } from './instances/instance-creation.js';
import { InstanceEpochs } from './instances/instance-epochs.js';
import { InstanceLifecycleController } from './instances/instance-lifecycle.controller.js';
import { InstanceLifecycleService } from './instances/instance-lifecycle.service.js';
import { ObservationsService } from './instances/observations.service.js';
import { Placement } from './instances/placement.js';
import { RepositoryUses } from './instances/repository-uses.js';
import { RepositoryUsesController } from './instances/repository-uses.controller.js';
import { ServiceInstancesController } from './instances/service-instances.controller.js';
import { ServiceInstancesService } from './instances/service-instances.service.js';
import { ServiceViews } from './instances/service-views.js';
import { ExpiryWarnings } from './life/expiry-warnings.js';
import { ExpiryWatch } from './life/expiry-watch.js';
import { InstanceCommands } from './life/instance-commands.js';
import { SandboxExpiry } from './life/sandbox-expiry.js';
import { SandboxHoldsService } from './life/sandbox-holds.service.js';
import { SandboxLifeController } from './life/sandbox-life.controller.js';
import { SandboxLifecycleService } from './life/sandbox-lifecycle.service.js';
import { SandboxLifetimes } from './life/sandbox-lifetimes.js';
import { SandboxTimers } from './life/sandbox-timers.js';
import { RecordedSandboxRules } from './recorded-sandbox-rules.js';
import { HostTraces } from './removal/host-traces.js';
import { InstanceRemovalService } from './removal/instance-removal.service.js';
import { Removal } from './removal/removal.js';
import { SandboxDeletion } from './removal/sandbox-deletion.js';
import { SandboxTriggers } from './removal/sandbox-triggers.js';
import { SandboxBlueprints } from './sandbox-blueprints.js';
import { SandboxClonesController } from './sandbox-clones.controller.js';
import { SandboxClonesService } from './sandbox-clones.service.js';
import { SandboxHeads } from './sandbox-heads.js';
import { SandboxOwnershipService } from './sandbox-ownership.service.js';
import { SandboxRecords } from './sandbox-records.js';
import { SandboxRows } from './sandbox-rows.js';
import { SandboxViews } from './sandbox-views.js';
import { SandboxesController } from './sandboxes.controller.js';
import { SandboxesService } from './sandboxes.service.js';

@Module({
  imports: [
    AgentsModule,
    AuthModule,
    RepositoriesModule,
    DeploymentsModule,
    EnvironmentsModule,
    TemplateCatalogModule,
  ],
  controllers: [
    SandboxesController,
    SandboxLifeController,
    SandboxClonesController,
    ServiceInstancesController,
    RepositoryUsesController,
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
    InstanceCalls,
    InstanceEpochs,
    RepositoryUses,
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
    { provide: EpochRenewal, useExisting: InstanceEpochs },
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
    SandboxDeletion,
  ],
})
export class SandboxesModule {}
