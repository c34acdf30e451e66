import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AgentView } from '@sdp/protocol';
import { AgentsService } from './agents.service.js';
import { AgentViewDto } from './dto/agent-view.dto.js';

@ApiTags('agents')
@Controller('agents')
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Get()
  @ApiOkResponse({ type: [AgentViewDto] })
  list(): Promise<AgentView[]> {
    return this.agents.views();
  }
}
