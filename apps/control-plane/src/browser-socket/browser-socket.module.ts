import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { RuntimeModule } from '../runtime/runtime.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { UsersModule } from '../users/users.module.js';
import { BrowserAdmission } from './browser-admission.js';
import { BrowserEntrance } from './browser-entrance.js';
import { BrowsersGateway } from './browsers.gateway.js';
import { LiveUpdates } from './live-updates.js';
import { LogStreams } from './log-streams.js';
import { RuntimeRelays } from './runtime-relays.js';
import { AgentPublisher } from './updates/agent-publisher.js';
import { DeploymentPublisher } from './updates/deployment-publisher.js';
import { GroupPublisher } from './updates/group-publisher.js';
import { type Publisher, PUBLISHERS } from './updates/publisher.js';
import { RoutesPublisher } from './updates/routes-publisher.js';
import { SandboxPublisher } from './updates/sandbox-publisher.js';
import { Watching } from './watching.js';

const publishers = [AgentPublisher, DeploymentPublisher, GroupPublisher, SandboxPublisher, RoutesPublisher];

@Module({
  imports: [
    AuthModule,
    UsersModule,
    AgentsModule,
    DeploymentsModule,
    SandboxesModule,
    RoutesModule,
    RuntimeModule,
  ],
  providers: [
    BrowsersGateway,
    BrowserEntrance,
    BrowserAdmission,
    LiveUpdates,
    ...publishers,
    { provide: PUBLISHERS, inject: publishers, useFactory: (...all: Publisher[]) => all },
    Watching,
    LogStreams,
    RuntimeRelays,
  ],
  exports: [BrowserEntrance],
})
export class BrowserSocketModule {}
