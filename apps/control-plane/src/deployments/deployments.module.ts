import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { AgentDeployments } from './agent-deployments.js';
import { DeploymentDeadlines } from './deployment-deadlines.js';
import { DeploymentDelivery } from './deployment-delivery.js';
import { DeploymentLogController } from './deployment-log.controller.js';
import { DeploymentLogs } from './deployment-logs.js';
import { DeploymentQueue } from './deployment-queue.js';
import { DeploymentRecords } from './deployment-records.js';
import { DeploymentReports } from './deployment-reports.js';
import { DeploymentViews } from './deployment-views.js';
import { DeploymentsController } from './deployments.controller.js';
import { DeploymentsService } from './deployments.service.js';
import { DispatchTriggers } from './dispatch-triggers.js';
import { Dispatcher } from './dispatcher.js';
import { QueueAnnouncer } from './queue-announcer.js';
import { RunFrames } from './run-frames.js';

@Module({
  imports: [AgentsModule, AuthModule, LogsModule],
  controllers: [DeploymentLogController, DeploymentsController],
  providers: [
    DeploymentsService,
    DeploymentRecords,
    DeploymentViews,
    DeploymentQueue,
    QueueAnnouncer,
    Dispatcher,
    DispatchTriggers,
    DeploymentDelivery,
    RunFrames,
    DeploymentReports,
    DeploymentLogs,
    DeploymentDeadlines,
    AgentDeployments,
  ],
  exports: [DeploymentsService, DeploymentLogs, DeploymentViews, DeploymentReports, AgentDeployments],
})
export class DeploymentsModule {}
