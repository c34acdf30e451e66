import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { RuntimeModule } from '../runtime/runtime.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { AgentAdmission } from './agent-admission.js';
import { AgentContact } from './agent-contact.js';
import { AgentEntrance } from './agent-entrance.js';
import { AgentIntroductions } from './agent-introductions.js';
import { AgentReconciliation } from './agent-reconciliation.js';
import { AgentReports } from './agent-reports.js';
import { AgentWelcome } from './agent-welcome.js';
import { AgentsGateway } from './agents.gateway.js';

@Module({
  imports: [
    AgentsModule,
    RepositoriesModule,
    DeploymentsModule,
    SandboxesModule,
    RoutesModule,
    RuntimeModule,
  ],
  providers: [
    AgentsGateway,
    AgentEntrance,
    AgentAdmission,
    AgentWelcome,
    AgentIntroductions,
    AgentReconciliation,
    AgentContact,
    AgentReports,
  ],
  exports: [AgentAdmission],
})
export class AgentSocketModule {}
