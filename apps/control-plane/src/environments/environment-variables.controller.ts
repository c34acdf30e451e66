import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Patch, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type EnvironmentVersion, type EnvironmentView, type ImportPreview } from '@sdp/protocol';
import { type Response } from 'express';
import { ChangesNothing } from '../audit/changes-nothing.decorator.js';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { EnvironmentId } from '../validation/pattern.pipe.js';
import { ChangeVariablesDto, ImportVariablesDto } from './dto/environment-requests.dto.js';
import { EnvironmentVersionDto, EnvironmentViewDto, ImportPreviewDto } from './dto/environment-views.dto.js';
import { EnvironmentVariablesService } from './environment-variables.service.js';
import { EnvironmentViews } from './environment-views.js';

@ApiTags('environments')
@Controller('environments/:id')
export class EnvironmentVariablesController {
  constructor(
    private readonly variables: EnvironmentVariablesService,
    private readonly views: EnvironmentViews,
  ) {}

  @ApiOperation({
    summary: 'Change variables of an environment',
    description: 'What is not named stays as it is.',
  })
  @ForTokens('write')
  @Patch('variables')
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: EnvironmentViewDto })
  async change(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Body() request: ChangeVariablesDto,
  ): Promise<EnvironmentView> {
    await this.variables.change(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Import variables from a .env file',
    description: 'Text of a `.env` file, taken over as a whole or not at all; errors name each line.',
  })
  @ForTokens('write')
  @Post('import')
  @HttpCode(200)
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: EnvironmentViewDto })
  async import(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Body() request: ImportVariablesDto,
  ): Promise<EnvironmentView> {
    await this.variables.import(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Show what an import of a .env file would change',
    description: 'Names only; refuses what the import itself would refuse.',
  })
  @ForTokens('read')
  @Post('import/preview')
  @ChangesNothing()
  @HttpCode(200)
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: ImportPreviewDto })
  previewImport(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Body() request: ImportVariablesDto,
  ): Promise<ImportPreview> {
    return this.variables.previewImport(id, user, request);
  }

  @ApiOperation({
    summary: 'Export variables as a .env file',
    description: 'As `.env`; of secrets only the names, as comments.',
  })
  @ForTokens('read')
  @Get('export')
  @ApiProduces('text/plain')
  @ApiOkResponse({
    schema: {
      type: 'string',
      example: 'orders_url=https://ocp/orders\n# DB_PASSWORD= (secret, not exported)\n',
    },
  })
  async export(
    @Param('id', EnvironmentId) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { fileName, text } = await this.views.dotEnv(id);
    response.attachment(fileName).type('text/plain');
    return text;
  }

  @ApiOperation({ summary: 'Show the history of an environment', description: 'Newest first; names only.' })
  @ForTokens('read')
  @Get('versions')
  @ApiOkResponse({ type: [EnvironmentVersionDto] })
  versions(@Param('id', EnvironmentId) id: string): Promise<EnvironmentVersion[]> {
    return this.views.versions(id);
  }

  @ApiOperation({
    summary: 'Restore an older version of an environment',
    description: 'Makes a new version with the variables of an older one, secrets included.',
  })
  @ForTokens('write')
  @Post('versions/:version/restore')
  @HttpCode(200)
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: EnvironmentViewDto })
  async restore(
    @CurrentUser() user: Principal,
    @Param('id', EnvironmentId) id: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<EnvironmentView> {
    await this.variables.restore(id, user, version);
    return this.views.view(id, user);
  }
}
