import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeploymentView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { DeploymentId } from '../../validation/pattern.pipe.js';
import { InstanceDeploymentsService } from './instance-deployments.service.js';

@ApiTags('deployments')
@Controller('deployments/:id')
export class DeploymentCommandsController {
  constructor(
    private readonly deployments: InstanceDeploymentsService,
    private readonly views: DeploymentViews,
  ) {}

  @ApiOperation({
    summary: 'Cancel a deployment',
    description: 'One that waits is canceled at once; one that runs, when its agent has stopped it.',
  })
  @ForTokens('deploy')
  @Post('cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: DeploymentViewDto })
  async cancel(
    @CurrentUser() user: Principal,
    @Param('id', DeploymentId) id: string,
  ): Promise<DeploymentView> {
    return this.views.of(await this.deployments.cancel(id, user), user);
  }

  @ApiOperation({
    summary: 'Deploy the same again',
    description: 'A new deployment of the same branch, pinned commit or release.',
  })
  @ForTokens('deploy')
  @Post('retry')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async retry(
    @CurrentUser() user: Principal,
    @Param('id', DeploymentId) id: string,
  ): Promise<DeploymentView> {
    return this.views.of(await this.deployments.retry(id, user), user);
  }
}
