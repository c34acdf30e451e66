import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type SandboxSummary, type SandboxView } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { SandboxId } from '../validation/pattern.pipe.js';
import { CreateSandboxDto, UpdateSandboxDto } from './dto/sandbox-requests.dto.js';
import { SandboxSummaryDto, SandboxViewDto } from './dto/sandbox-views.dto.js';
import { SandboxBlueprints } from './sandbox-blueprints.js';
import { SandboxOwnershipService } from './sandbox-ownership.service.js';
import { SandboxViews } from './sandbox-views.js';
import { SandboxesService } from './sandboxes.service.js';

@ApiTags('sandboxes')
@Controller('sandboxes')
export class SandboxesController {
  constructor(
    private readonly blueprints: SandboxBlueprints,
    private readonly sandboxes: SandboxesService,
    private readonly ownership: SandboxOwnershipService,
    private readonly views: SandboxViews,
  ) {}

  @ApiOperation({ summary: 'List sandboxes' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [SandboxSummaryDto] })
  list(@CurrentUser() user: Principal): Promise<SandboxSummary[]> {
    return this.views.summaries(user);
  }

  @ApiOperation({ summary: 'Create a sandbox' })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: SandboxViewDto })
  async create(@CurrentUser() user: Principal, @Body() request: CreateSandboxDto): Promise<SandboxView> {
    const { id } = await this.blueprints.create(user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'Show a sandbox' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: SandboxViewDto })
  one(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<SandboxView> {
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'Change a sandbox' })
  @ForTokens('write')
  @Patch(':id')
  @ApiOkResponse({ type: SandboxViewDto })
  async update(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: UpdateSandboxDto,
  ): Promise<SandboxView> {
    await this.sandboxes.update(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Delete a sandbox',
    description: 'It is gone once every agent has removed what it runs of it.',
  })
  @ForTokens('write')
  @Delete(':id')
  @HttpCode(202)
  @ApiAcceptedResponse()
  delete(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<void> {
    return this.ownership.delete(id, user);
  }
}
