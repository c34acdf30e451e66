import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeploymentView, type RouteSetVersion } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { RouteRevision } from '../dto/route-revision.pipe.js';
import { RouteSetVersionDto } from '../dto/route-set-version.dto.js';
import { RestoreCommand } from '../pushing/restore-command.js';
import { RouteHistory } from './route-history.js';

@ApiTags('routes')
@Controller('sandboxes/:id/routes/history')
export class RouteHistoryController {
  constructor(
    private readonly history: RouteHistory,
    private readonly restoring: RestoreCommand,
    private readonly deployments: DeploymentViews,
  ) {}

  @ApiOperation({ summary: 'Show the route sets that were pushed', description: 'Newest first.' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [RouteSetVersionDto] })
  list(@Param('id', SandboxId) id: string): Promise<RouteSetVersion[]> {
    return this.history.of(id);
  }

  @ApiOperation({
    summary: 'Go back to an earlier route set',
    description:
      'Pushes that set again. Explicit targets that do not follow from anything any more become overrides.',
  })
  @ForTokens('write')
  @Post(':revision/restore')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async restore(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('revision', RouteRevision) revision: string,
  ): Promise<DeploymentView> {
    return this.deployments.of(await this.restoring.restore(id, user, Number(revision)), user);
  }
}
