import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeploymentGroupView, ID } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { DeploymentGroupViewDto } from '../../deployments/dto/deployment-group-view.dto.js';
import { DeploymentGroupViews } from '../../deployments/groups/deployment-group-views.js';
import { PatternPipe, SandboxId } from '../../validation/pattern.pipe.js';
import { DeployGroupDto } from '../dto/service-requests.dto.js';
import { DeploymentGroupCommandsService } from './deployment-group-commands.service.js';
import { DeploymentGroups } from './deployment-groups.service.js';

const GroupId = new PatternPipe(ID, 'deployment of several services');

@ApiTags('deployments')
@Controller()
export class DeploymentGroupsController {
  constructor(
    private readonly groups: DeploymentGroups,
    private readonly commands: DeploymentGroupCommandsService,
    private readonly views: DeploymentGroupViews,
  ) {}

  @ApiOperation({
    summary: 'Deploy several services together',
    description:
      'All services, or those named, in the order that their dependencies ask for; the gateway goes last.',
  })
  @ForTokens('deploy')
  @Post('sandboxes/:id/deployments')
  @ApiCreatedResponse({ type: DeploymentGroupViewDto })
  async start(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() { services }: DeployGroupDto,
  ): Promise<DeploymentGroupView> {
    const group = await this.groups.start(id, user, services);
    return this.views.of(group.id);
  }

  @ApiOperation({ summary: 'Show a group of deployments' })
  @ForTokens('read')
  @Get('deployment-groups/:id')
  @ApiOkResponse({ type: DeploymentGroupViewDto })
  one(@Param('id', GroupId) id: string): Promise<DeploymentGroupView> {
    return this.views.of(id);
  }

  @ApiOperation({
    summary: 'Cancel a group of deployments',
    description: 'Everything of it that is not over.',
  })
  @ForTokens('deploy')
  @Post('deployment-groups/:id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: DeploymentGroupViewDto })
  async cancel(
    @CurrentUser() user: Principal,
    @Param('id', GroupId) id: string,
  ): Promise<DeploymentGroupView> {
    await this.commands.cancel(id, user);
    return this.views.of(id);
  }
}
