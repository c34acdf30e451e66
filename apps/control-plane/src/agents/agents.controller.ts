import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AgentLoadView, type AgentTokenView, type AgentView, type StorageReport } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { Roles } from '../auth/roles.decorator.js';
import { AgentId } from '../validation/pattern.pipe.js';
import { AgentSettings } from './agent-settings.js';
import { AgentStorage } from './agent-storage.js';
import { AgentTokens } from './agent-tokens.js';
import { AgentViews } from './agent-views.js';
import { AgentLoadViewDto } from './dto/agent-load-view.dto.js';
import { AgentTokenViewDto } from './dto/agent-token-view.dto.js';
import { AgentViewDto } from './dto/agent-view.dto.js';
import { StorageReportDto } from './dto/storage-report.dto.js';
import { UpdateAgentDto } from './dto/update-agent.dto.js';
import { LoadHistory } from './load-history.js';

@ApiTags('agents')
@Controller('agents')
export class AgentsController {
  constructor(
    private readonly views: AgentViews,
    private readonly settings: AgentSettings,
    private readonly tokens: AgentTokens,
    private readonly history: LoadHistory,
    private readonly storage: AgentStorage,
  ) {}

  @ApiOperation({ summary: 'List agents' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [AgentViewDto] })
  list(): Promise<AgentView[]> {
    return this.views.all();
  }

  @ApiOperation({ summary: 'Show an agent' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: AgentViewDto })
  get(@Param('id', AgentId) id: string): Promise<AgentView> {
    return this.views.of(id);
  }

  @ApiOperation({
    summary: 'Show how busy an agent and its host were in the last hour',
    description: 'Kept in memory: after a restart of the control plane it begins anew.',
  })
  @ForTokens('read')
  @Get(':id/load')
  @ApiOkResponse({ type: AgentLoadViewDto })
  async load(@Param('id', AgentId) id: string): Promise<AgentLoadView> {
    const { id: agentId } = await this.views.of(id);
    return { samples: this.history.of(agentId) };
  }

  @ApiOperation({
    summary: "Show what an agent's host has stored, and what of it goes next",
    description: 'As of its last report. Removes nothing; what is in use never goes.',
  })
  @Roles('ops')
  @ForTokens('ops')
  @Get(':id/storage')
  @ApiOkResponse({ type: StorageReportDto })
  stored(@Param('id', AgentId) id: string): Promise<StorageReport> {
    return this.storage.of(id);
  }

  @ApiOperation({ summary: 'Rename an agent, or drain it' })
  @Roles('ops')
  @ForTokens('ops')
  @Patch(':id')
  @ApiOkResponse({ type: AgentViewDto })
  async update(@Param('id', AgentId) id: string, @Body() request: UpdateAgentDto): Promise<AgentView> {
    await this.settings.update(id, request);
    return this.views.of(id);
  }

  @ApiOperation({
    summary: 'Give an agent a new token',
    description: 'The old token dies at once, and its connection ends.',
  })
  @Roles('ops')
  @ForTokens('ops')
  @Post(':id/token')
  @HttpCode(200)
  @ApiOkResponse({ type: AgentTokenViewDto })
  async rotate(@Param('id', AgentId) id: string): Promise<AgentTokenView> {
    return { token: await this.tokens.rotate(id) };
  }

  @ApiOperation({ summary: 'Take the token of an agent away' })
  @Roles('ops')
  @ForTokens('ops')
  @Delete(':id/token')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It cannot connect until it gets a new token.' })
  revoke(@Param('id', AgentId) id: string): Promise<void> {
    return this.tokens.revoke(id);
  }
}
