import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { AgentDeployments } from './delivery/agent-deployments.js';
import { DeploymentDeadlines } from './delivery/deployment-deadlines.js';
import { DeploymentDelivery } from './delivery/deployment-delivery.js';
import { DeploymentReports } from './delivery/deployment-reports.js';
import { RefusedDeployments } from './delivery/refused-deployments.js';
import { RunFrames } from './delivery/run-frames.js';
import { StaleRuns } from './delivery/stale-runs.js';
import { DeploymentEndings } from './deployment-endings.js';
import { DeploymentEstimates } from './deployment-estimates.js';
import { DeploymentOutlook } from './deployment-outlook.js';
import { DeploymentHolds } from './deployment-holds.js';
import { DeploymentHistory } from './deployment-history.js';
import { DeploymentNews } from './deployment-news.js';
import { DeploymentPurge } from './deployment-purge.js';
import { DeploymentRecords } from './deployment-records.js';
import { DeploymentViews } from './deployment-views.js';
import { DeploymentsController } from './deployments.controller.js';
import { DeploymentsService } from './deployments.service.js';
import { DeploymentGroupRecords } from './groups/deployment-group-records.js';
import { DeploymentGroupViews } from './groups/deployment-group-views.js';
import { GroupProgress } from './groups/group-progress.js';
import { EndedDeployments } from './ended-deployments.js';
import { KnownCommits } from './known-commits.js';
import { DeploymentLogController } from './log/deployment-log.controller.js';
import { DeploymentLogs } from './log/deployment-logs.js';
import { LogOutlines } from './log/log-outlines.js';
import { DeploymentClaims } from './queue/deployment-claims.js';
import { DeploymentParking } from './queue/deployment-parking.js';
import { DeploymentQueue } from './queue/deployment-queue.js';
import { DispatchTriggers } from './queue/dispatch-triggers.js';
import { Dispatcher } from './queue/dispatcher.js';
import { QueueAnnouncer } from './queue/queue-announcer.js';
import { QueueBlocks } from './queue/queue-blocks.js';
import { QueueViews } from './queue/queue-views.js';
import { QueueController } from './queue/queue.controller.js';
import { RouteDeployments } from './route-deployments.js';

@Module({
  imports: [AgentsModule, AuthModule, LogsModule],
  controllers: [DeploymentLogController, DeploymentsController, QueueController],
  providers: [
    DeploymentsService,
    DeploymentRecords,
    DeploymentEndings,
    DeploymentNews,
    DeploymentViews,
    DeploymentEstimates,
    DeploymentOutlook,
    DeploymentHistory,
    DeploymentPurge,
    DeploymentHolds,
    EndedDeployments,
    DeploymentGroupRecords,
    DeploymentGroupViews,
    GroupProgress,
    KnownCommits,
    RouteDeployments,
    DeploymentQueue,
    QueueBlocks,
    QueueViews,
    QueueAnnouncer,
    DeploymentClaims,
    Dispatcher,
    DispatchTriggers,
    DeploymentDelivery,
    RunFrames,
    StaleRuns,
    RefusedDeployments,
    DeploymentReports,
    DeploymentLogs,
    LogOutlines,
    DeploymentParking,
    DeploymentDeadlines,
    AgentDeployments,
  ],
  exports: [
    DeploymentsService,
    DeploymentEndings,
    DeploymentNews,
    DeploymentHistory,
    DeploymentPurge,
    DeploymentHolds,
    EndedDeployments,
    DeploymentLogs,
    DeploymentViews,
    DeploymentGroupRecords,
    DeploymentGroupViews,
    DeploymentReports,
    RouteDeployments,
    AgentDeployments,
  ],
})
export class DeploymentsModule {}
