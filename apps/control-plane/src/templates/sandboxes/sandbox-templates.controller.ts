import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SandboxTemplateView, type TemplateUpdateView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { UpdateFromTemplateDto } from '../dto/template-requests.dto.js';
import { SandboxTemplateViewDto, TemplateUpdateViewDto } from '../dto/template-views.dto.js';
import { SandboxTemplatesService } from './sandbox-templates.service.js';

@ApiTags('sandboxes')
@Controller('sandboxes/:id/template')
export class SandboxTemplatesController {
  constructor(private readonly templates: SandboxTemplatesService) {}

  @ApiOperation({ summary: 'Show the template of a sandbox, and what has changed since' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: SandboxTemplateViewDto })
  view(@Param('id', SandboxId) id: string): Promise<SandboxTemplateView> {
    return this.templates.view(id);
  }

  @ApiOperation({
    summary: 'Bring a sandbox to a version of its template',
    description: 'Brings it to a version of its template; its own edits stay.',
  })
  @ForTokens('write')
  @Post('update')
  @HttpCode(200)
  @ApiOkResponse({ type: TemplateUpdateViewDto })
  update(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: UpdateFromTemplateDto,
  ): Promise<TemplateUpdateView> {
    return this.templates.update(id, user, request);
  }
}
