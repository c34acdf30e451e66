import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SavedTemplate, type TemplateProblem, type TemplateView } from '@sdp/protocol';
import { ChangesNothing } from '../audit/changes-nothing.decorator.js';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { TemplateId } from '../validation/pattern.pipe.js';
import { ImportTemplateDto, TemplateFromSandboxDto } from './dto/template-requests.dto.js';
import { SavedTemplateDto, TemplateProblemDto, TemplateViewDto } from './dto/template-views.dto.js';
import { TemplatesFromSandboxes } from './sandboxes/templates-from-sandboxes.js';
import { TemplateChecks } from './template-checks.js';
import { TemplateViews } from './template-views.js';
import { TemplatesService } from './templates.service.js';

/** Templates that are not written in the API's own words: YAML, and sandboxes. */
@ApiTags('templates')
@Controller('templates')
export class TemplateImportsController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly fromSandboxes: TemplatesFromSandboxes,
    private readonly checks: TemplateChecks,
    private readonly views: TemplateViews,
  ) {}

  @ApiOperation({
    summary: 'Make a template from a sandbox',
    description:
      'Of a sandbox as it is now. Secrets do not come along: its environment is named, not copied.',
  })
  @ForTokens('write')
  @Post('from-sandbox')
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: TemplateViewDto })
  async fromSandbox(
    @CurrentUser() user: Principal,
    @Body() { sandboxId, name }: TemplateFromSandboxDto,
  ): Promise<TemplateView> {
    const { id } = await this.fromSandboxes.create(user, sandboxId, name);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Check a template in YAML',
    description:
      'Everything that is wrong with it, in the order in which it stands there; empty when it can be imported.',
  })
  @ForTokens('read')
  @Post('validate')
  @ChangesNothing()
  @HttpCode(200)
  @ApiOkResponse({ type: [TemplateProblemDto] })
  validate(@Body() { yaml }: ImportTemplateDto): Promise<TemplateProblem[]> {
    return this.checks.problemsOfYaml(yaml);
  }

  @ApiOperation({ summary: 'Import a template from YAML' })
  @ForTokens('write')
  @Post('import')
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: TemplateViewDto })
  async import(@CurrentUser() user: Principal, @Body() { yaml }: ImportTemplateDto): Promise<TemplateView> {
    const { id } = await this.templates.import(user, yaml);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Import a new version from YAML',
    description: 'Makes a new version, unless nothing differs from the newest.',
  })
  @ForTokens('write')
  @Post(':id/import')
  @Roles('developer', 'ops')
  @HttpCode(200)
  @ApiOkResponse({ type: SavedTemplateDto })
  async importVersion(
    @CurrentUser() user: Principal,
    @Param('id', TemplateId) id: string,
    @Body() { yaml }: ImportTemplateDto,
  ): Promise<SavedTemplate> {
    const isNewVersion = await this.templates.importVersion(id, user, yaml);
    return { ...(await this.views.view(id, user)), isNewVersion };
  }
}
