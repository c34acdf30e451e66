import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type DeletedTemplate,
  type SavedTemplate,
  type TemplateComparison,
  type TemplateSummary,
  type TemplateVersionView,
  type TemplateView,
} from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { TemplateId } from '../validation/pattern.pipe.js';
import {
  CompareTemplateVersionsDto,
  CreateTemplateDto,
  CreateTemplateVersionDto,
  TemplateVersionQueryDto,
} from './dto/template-requests.dto.js';
import {
  DeletedTemplateDto,
  SavedTemplateDto,
  TemplateComparisonDto,
  TemplateSummaryDto,
  TemplateVersionViewDto,
  TemplateViewDto,
} from './dto/template-views.dto.js';
import { TemplateViews } from './template-views.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('templates')
@Controller('templates')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly views: TemplateViews,
  ) {}

  @ApiOperation({ summary: 'List templates' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [TemplateSummaryDto] })
  list(@CurrentUser() user: Principal): Promise<TemplateSummary[]> {
    return this.views.summaries(user);
  }

  @ApiOperation({ summary: 'Create a template' })
  @ForTokens('write')
  @Post()
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: TemplateViewDto })
  async create(
    @CurrentUser() user: Principal,
    @Body() { name, content }: CreateTemplateDto,
  ): Promise<TemplateView> {
    const { id } = await this.templates.create(user, name, content);
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'Show a template, its newest version or an older one' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: TemplateViewDto })
  one(
    @CurrentUser() user: Principal,
    @Param('id', TemplateId) id: string,
    @Query() { version }: TemplateVersionQueryDto,
  ): Promise<TemplateView> {
    return this.views.view(id, user, version);
  }

  @ApiOperation({
    summary: 'Delete a template',
    description: 'The sandboxes that were made from it live on; the answer names them.',
  })
  @ForTokens('write')
  @Delete(':id')
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: DeletedTemplateDto })
  async delete(
    @CurrentUser() user: Principal,
    @Param('id', TemplateId) id: string,
  ): Promise<DeletedTemplate> {
    await this.templates.delete(id, user);
    const sandboxes = await this.views.sandboxesOf([id]);
    return { sandboxes: sandboxes.get(id) ?? [] };
  }

  @ApiOperation({ summary: 'Show the versions of a template' })
  @ForTokens('read')
  @Get(':id/versions')
  @ApiOkResponse({ type: [TemplateVersionViewDto], description: 'Newest first.' })
  versions(@Param('id', TemplateId) id: string): Promise<TemplateVersionView[]> {
    return this.views.versions(id);
  }

  @ApiOperation({
    summary: 'Save a new version of a template',
    description: 'Makes a new version, unless nothing differs from the newest.',
  })
  @ForTokens('write')
  @Post(':id/versions')
  @Roles('developer', 'ops')
  @HttpCode(200)
  @ApiOkResponse({ type: SavedTemplateDto })
  async edit(
    @CurrentUser() user: Principal,
    @Param('id', TemplateId) id: string,
    @Body() request: CreateTemplateVersionDto,
  ): Promise<SavedTemplate> {
    const isNewVersion = await this.templates.edit(id, user, request);
    return { ...(await this.views.view(id, user)), isNewVersion };
  }

  @ApiOperation({ summary: 'Compare two versions of a template' })
  @ForTokens('read')
  @Get(':id/compare')
  @ApiOkResponse({ type: TemplateComparisonDto })
  compare(
    @Param('id', TemplateId) id: string,
    @Query() { from, to }: CompareTemplateVersionsDto,
  ): Promise<TemplateComparison> {
    return this.views.comparison(id, from, to);
  }

  @ApiOperation({ summary: 'Export a template as YAML' })
  @ForTokens('read')
  @Get(':id/export')
  @ApiProduces('text/yaml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(
    @Param('id', TemplateId) id: string,
    @Query() { version }: TemplateVersionQueryDto,
  ): Promise<StreamableFile> {
    const { name, text } = await this.views.yaml(id, version);
    return new StreamableFile(Buffer.from(text), {
      type: 'text/yaml; charset=utf-8',
      disposition: `attachment; filename="${name}.yaml"`,
    });
  }
}
