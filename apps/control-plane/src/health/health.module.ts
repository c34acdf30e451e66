import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { ReadinessChecks } from './readiness-checks.js';
import { ReadinessService } from './readiness.service.js';

@Module({
  imports: [AgentsModule],
  controllers: [HealthController],
  providers: [HealthService, ReadinessChecks, ReadinessService],
})
export class HealthModule {}
