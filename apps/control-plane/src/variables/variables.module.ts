import { Module } from '@nestjs/common';
import { RunPlanner } from '../deployments/delivery/run-planner.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { InstancePlanner } from './instance-planner.js';
import { InstanceVariables } from './instance-variables.js';
import { VariableViews } from './variable-views.js';
import { VariablesController } from './variables.controller.js';

@Module({
  imports: [EnvironmentsModule, RepositoriesModule, SandboxesModule, RoutesModule],
  controllers: [VariablesController],
  providers: [InstanceVariables, VariableViews, { provide: RunPlanner, useClass: InstancePlanner }],
})
export class VariablesModule {}
