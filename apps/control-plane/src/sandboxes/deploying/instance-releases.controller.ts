import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type CommitsView, type DeploymentView, SERVICE_NAME } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { PatternPipe, SandboxId } from '../../validation/pattern.pipe.js';
import { CommitsViewDto } from '../dto/commits-view.dto.js';
import { DeployDto, RollbackDto } from '../dto/service-requests.dto.js';
import { InstanceCommits } from '../instances/instance-commits.js';
import { InstanceDeploymentsService } from './instance-deployments.service.js';
import { InstanceRollbacksService } from './instance-rollbacks.service.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

/** What a service runs, ran, and could run. */
@ApiTags('services')
@Controller('sandboxes/:id/services/:name')
export class InstanceReleasesController {
  constructor(
    private readonly deployments: InstanceDeploymentsService,
    private readonly rollbacks: InstanceRollbacksService,
    private readonly commitsOf: InstanceCommits,
    private readonly views: DeploymentViews,
  ) {}

  @ApiOperation({
    summary: 'Deploy a service',
    description: 'Its own branch or pinned commit, unless another is named.',
  })
  @ForTokens('deploy')
  @Post('deployments')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async deploy(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
    @Body() request: DeployDto,
  ): Promise<DeploymentView> {
    return this.views.of(await this.deployments.request(id, name, user, request), user);
  }

  @ApiOperation({
    summary: 'Roll a service back to an earlier release',
    description: 'Starts a release again that its agent still has: without fetch, build or credentials.',
  })
  @ForTokens('deploy')
  @Post('rollback')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async rollBack(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
    @Body() { deploymentId }: RollbackDto,
  ): Promise<DeploymentView> {
    return this.views.of(await this.rollbacks.rollBack(id, name, user, deploymentId), user);
  }

  @ApiOperation({
    summary: 'Compare the branch of a service with what runs',
    description:
      'How far its branch is ahead of what runs, and behind the default branch; its agent fetches first.',
  })
  @ForTokens('read')
  @Get('commits')
  @ApiOkResponse({ type: CommitsViewDto })
  commits(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<CommitsView> {
    return this.commitsOf.compare(id, name, user);
  }
}
