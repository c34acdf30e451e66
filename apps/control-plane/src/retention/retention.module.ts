import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { InUse } from './in-use.js';
import { OpenLogs } from './open-logs.js';
import { OrphanedLogs } from './orphaned-logs.js';
import { RemovalBatch } from './removal-batch.js';
import { Retention } from './retention.js';
import { RetentionController } from './retention.controller.js';
import { RetentionPlan } from './retention-plan.js';
import { RetentionViews } from './retention-views.js';
import { TrustedClock } from './trusted-clock.js';

@Module({
  imports: [AuthModule, DeploymentsModule, LogsModule, SandboxesModule],
  controllers: [RetentionController],
  providers: [
    TrustedClock,
    OpenLogs,
    InUse,
    RetentionPlan,
    RetentionViews,
    RemovalBatch,
    OrphanedLogs,
    Retention,
  ],
  exports: [RemovalBatch],
})
export class RetentionModule {}
