import { Module } from '@nestjs/common';
import { AgentLink } from './agent-link.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentsController } from './agents.controller.js';
import { AgentsService } from './agents.service.js';
import { RuntimeStreams } from './runtime-streams.js';

@Module({
  controllers: [AgentsController],
  providers: [AgentsService, AgentLink, AgentLoads, AgentPresence, RuntimeStreams],
  exports: [AgentsService, AgentLink, AgentLoads, AgentPresence, RuntimeStreams],
})
export class AgentsModule {}
