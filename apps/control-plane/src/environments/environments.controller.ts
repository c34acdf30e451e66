import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type EnvironmentComparison, type EnvironmentSummary, type EnvironmentView } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { EnvironmentId } from '../validation/pattern.pipe.js';
import {
  CloneEnvironmentDto,
  CompareEnvironmentsDto,
  CreateEnvironmentDto,
  UpdateEnvironmentDto,
} from './dto/environment-requests.dto.js';
import {
  EnvironmentComparisonDto,
  EnvironmentSummaryDto,
  EnvironmentViewDto,
} from './dto/environment-views.dto.js';
import { EnvironmentEditsService } from './environment-edits.service.js';
import { EnvironmentViews } from './environment-views.js';

@ApiTags('environments')
@Controller('environments')
export class EnvironmentsController {
  constructor(
    private readonly edits: EnvironmentEditsService,
    private readonly views: EnvironmentViews,
  ) {}

  @ApiOperation({ summary: 'List environments' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [EnvironmentSummaryDto] })
  list(@CurrentUser() user: Principal): Promise<EnvironmentSummary[]> {
    return this.views.summaries(user);
  }

  @ApiOperation({ summary: 'Create an environment' })
  @ForTokens('write')
  @Post()
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: EnvironmentViewDto })
  async create(
    @CurrentUser() user: Principal,
    @Body() request: CreateEnvironmentDto,
  ): Promise<EnvironmentView> {
    const { id } = await this.edits.create(user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Compare two environments',
    description: 'Every name that differs; secrets are compared by value, and not shown.',
  })
  @ForTokens('read')
  @Get('compare')
  @ApiOkResponse({ type: EnvironmentComparisonDto })
  compare(@Query() { left, right }: CompareEnvironmentsDto): Promise<EnvironmentComparison> {
    return this.views.comparison(left, right);
  }

  @ApiOperation({ summary: 'Show an environment' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: EnvironmentViewDto })
  one(@CurrentUser() user: Principal, @Param('id', EnvironmentId) id: string): Promise<EnvironmentView> {
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'Rename or describe an environment' })
  @ForTokens('write')
  @Patch(':id')
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: EnvironmentViewDto })
  async update(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Body() request: UpdateEnvironmentDto,
  ): Promise<EnvironmentView> {
    await this.edits.update(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Delete an environment',
    description: 'Refused with `in-use` while a sandbox or a template has it.',
  })
  @ForTokens('write')
  @Delete(':id')
  @Roles('developer', 'ops')
  @HttpCode(204)
  @ApiNoContentResponse()
  delete(@CurrentUser() user: Principal, @Param('id', EnvironmentId) id: string): Promise<void> {
    return this.edits.delete(id, user);
  }

  @ApiOperation({
    summary: 'Clone an environment',
    description: 'The same variables, secrets included, under another name, owned by the caller.',
  })
  @ForTokens('write')
  @Post(':id/clone')
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: EnvironmentViewDto })
  async clone(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Body() { name }: CloneEnvironmentDto,
  ): Promise<EnvironmentView> {
    const clone = await this.edits.clone(id, name, user);
    return this.views.view(clone.id, user);
  }
}
