import { Module } from '@nestjs/common';
import { AgentSocketModule } from '../agent-socket/agent-socket.module.js';
import { AgentsModule } from '../agents/agents.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { BrowserSocketModule } from '../browser-socket/browser-socket.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { AgentGauges } from './agent-gauges.js';
import { DeploymentMetrics } from './deployment-metrics.js';
import { Gauges } from './gauges.js';
import { HttpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { PlatformMetrics } from './platform-metrics.js';
import { RetentionMetrics } from './retention-metrics.js';

/** Listens to the others, who know nothing of it. */
@Module({
  imports: [
    AgentSocketModule,
    AgentsModule,
    AuthModule,
    BrowserSocketModule,
    DeploymentsModule,
    LogsModule,
    RepositoriesModule,
    RetentionModule,
  ],
  controllers: [MetricsController],
  providers: [
    Metrics,
    HttpMetrics,
    AgentGauges,
    Gauges,
    DeploymentMetrics,
    PlatformMetrics,
    RetentionMetrics,
  ],
})
export class MetricsModule {}
