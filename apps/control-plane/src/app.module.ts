import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { type DestinationStream } from 'pino';
import { AgentSocketModule } from './agent-socket/agent-socket.module.js';
import { AgentsModule } from './agents/agents.module.js';
import { ActivityModule } from './activity/activity.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BrowserSocketModule } from './browser-socket/browser-socket.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { type Clock } from './clock/clock.js';
import { type Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeploymentsModule } from './deployments/deployments.module.js';
import { EnvironmentsModule } from './environments/environments.module.js';
import { RestErrorFilter } from './errors/rest-error.filter.js';
import { HealthModule } from './health/health.module.js';
import { adminFiles } from './http/admin-files.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { RepositoriesModule } from './repositories/repositories.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RoutesModule } from './routes/routes.module.js';
import { RuntimeModule } from './runtime/runtime.module.js';
import { SandboxesModule } from './sandboxes/sandboxes.module.js';
import { UsersModule } from './users/users.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { InputPipe } from './validation/input.pipe.js';
import { VariablesModule } from './variables/variables.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({})
export class AppModule {
  static for(config: Config, clock?: Clock, log?: DestinationStream): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.for(config, clock),
        LoggingModule.to(log),
        DatabaseModule,
        ChangesModule,
        ScheduleModule.forRoot(),
        AuditModule,
        AuthModule,
        UsersModule,
        AgentsModule,
        RepositoriesModule,
        EnvironmentsModule,
        DeploymentsModule,
        SandboxesModule,
        VariablesModule,
        RoutesModule,
        TemplatesModule,
        WebhooksModule,
        RuntimeModule,
        RetentionModule,
        ActivityModule,
        AgentSocketModule,
        BrowserSocketModule,
        HealthModule,
        MetricsModule,
        ...adminFiles(config),
      ],
      providers: [
        { provide: APP_FILTER, useClass: RestErrorFilter },
        { provide: APP_PIPE, useClass: InputPipe },
      ],
    };
  }
}
