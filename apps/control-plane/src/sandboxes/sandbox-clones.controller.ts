import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ClonedSandbox } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { DeploymentGroupViews } from '../deployments/groups/deployment-group-views.js';
import { SandboxId } from '../validation/pattern.pipe.js';
import { CloneSandboxDto } from './dto/clone-sandbox.dto.js';
import { ClonedSandboxDto } from './dto/cloned-sandbox.dto.js';
import { SandboxClonesService } from './sandbox-clones.service.js';
import { SandboxViews } from './sandbox-views.js';

@ApiTags('sandboxes')
@Controller('sandboxes/:id/clone')
export class SandboxClonesController {
  constructor(
    private readonly clones: SandboxClonesService,
    private readonly views: SandboxViews,
    private readonly groupViews: DeploymentGroupViews,
  ) {}

  @ApiOperation({
    summary: 'Clone a sandbox',
    description:
      'The same services, variables, labels, environment and overrides under another name; deployed when asked for.',
  })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: ClonedSandboxDto })
  async clone(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: CloneSandboxDto,
  ): Promise<ClonedSandbox> {
    const { sandboxId, groupId } = await this.clones.clone(id, user, request);
    const deployment = groupId === null ? null : await this.groupViews.of(groupId);
    return { sandbox: await this.views.view(sandboxId, user), deployment };
  }
}
