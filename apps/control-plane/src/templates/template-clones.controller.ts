import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ClonedSandbox } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { DeploymentGroupViews } from '../deployments/groups/deployment-group-views.js';
import { ClonedSandboxDto } from '../sandboxes/dto/cloned-sandbox.dto.js';
import { SandboxViews } from '../sandboxes/sandbox-views.js';
import { TemplateId } from '../validation/pattern.pipe.js';
import { CloneTemplateDto } from './dto/template-requests.dto.js';
import { TemplateClonesService } from './template-clones.service.js';

@ApiTags('templates')
@Controller('templates/:id/clone')
export class TemplateClonesController {
  constructor(
    private readonly clones: TemplateClonesService,
    private readonly sandboxes: SandboxViews,
    private readonly groups: DeploymentGroupViews,
  ) {}

  @ApiOperation({
    summary: 'Make a sandbox from a template',
    description: 'A sandbox with everything in the template, or none; on request it is deployed.',
  })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: ClonedSandboxDto })
  async clone(
    @CurrentUser() user: Principal,
    @Param('id', TemplateId) id: string,
    @Body() request: CloneTemplateDto,
  ): Promise<ClonedSandbox> {
    const { sandboxId, groupId } = await this.clones.clone(id, user, request);
    return {
      sandbox: await this.sandboxes.view(sandboxId, user),
      deployment: groupId === null ? null : await this.groups.of(groupId),
    };
  }
}
