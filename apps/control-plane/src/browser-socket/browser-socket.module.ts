import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { UsersModule } from '../users/users.module.js';
import { BrowserAdmission } from './browser-admission.js';
import { BrowserEntrance } from './browser-entrance.js';
import { BrowsersGateway } from './browsers.gateway.js';
import { LiveUpdates } from './live-updates.js';
import { LogStreams } from './log-streams.js';
import { RuntimeRelays } from './runtime-relays.js';
import { Watching } from './watching.js';

@Module({
  imports: [AuthModule, UsersModule, AgentsModule, DeploymentsModule, SandboxesModule],
  providers: [
    BrowsersGateway,
    BrowserEntrance,
    BrowserAdmission,
    LiveUpdates,
    Watching,
    LogStreams,
    RuntimeRelays,
  ],
})
export class BrowserSocketModule {}
