import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({ imports: [AgentsModule], controllers: [HealthController], providers: [HealthService] })
export class HealthModule {}
