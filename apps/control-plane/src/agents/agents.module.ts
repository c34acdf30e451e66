import { Module } from '@nestjs/common';
import { AgentLink } from './agent-link.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentRefusals } from './agent-refusals.js';
import { AgentSettings } from './agent-settings.js';
import { AgentStorage } from './agent-storage.js';
import { AgentTokens } from './agent-tokens.js';
import { AgentViews } from './agent-views.js';
import { AgentsController } from './agents.controller.js';
import { AgentsService } from './agents.service.js';
import { LoadHistory } from './load-history.js';
import { RuntimeStreams } from './runtime-streams.js';

@Module({
  controllers: [AgentsController],
  providers: [
    AgentTokens,
    AgentsService,
    AgentSettings,
    AgentViews,
    AgentLink,
    AgentLoads,
    AgentPresence,
    AgentRefusals,
    AgentStorage,
    LoadHistory,
    RuntimeStreams,
  ],
  exports: [
    AgentTokens,
    AgentsService,
    AgentViews,
    AgentLink,
    AgentLoads,
    AgentPresence,
    AgentRefusals,
    AgentStorage,
    LoadHistory,
    RuntimeStreams,
  ],
})
export class AgentsModule {}
