import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AgentAdmission } from './agent-admission.js';
import { AgentWelcome } from './agent-welcome.js';
import { AgentsGateway } from './agents.gateway.js';

@Module({ imports: [AgentsModule], providers: [AgentsGateway, AgentAdmission, AgentWelcome] })
export class AgentSocketModule {}
