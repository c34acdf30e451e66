import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeploymentView, type RoutePreview, type RouteSetView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { Roles } from '../../auth/roles.decorator.js';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { PushRoutesDto } from '../dto/push-routes.dto.js';
import { RoutePreviewDto } from '../dto/route-preview.dto.js';
import { RouteSetViewDto } from '../dto/route-set-view.dto.js';
import { RouteViews } from '../standing/route-views.js';
import { AdoptCommand } from './adopt-command.js';
import { PushCommand } from './push-command.js';

@ApiTags('routes')
@Controller('sandboxes/:id/routes')
export class RouteSetController {
  constructor(
    private readonly views: RouteViews,
    private readonly pushing: PushCommand,
    private readonly adopting: AdoptCommand,
    private readonly deployments: DeploymentViews,
  ) {}

  @ApiOperation({ summary: 'Show the routes of a sandbox' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: RouteSetViewDto })
  one(@Param('id', SandboxId) id: string): Promise<RouteSetView> {
    return this.views.of(id);
  }

  @ApiOperation({
    summary: 'Show what a push would change',
    description: 'What a push would change, and what speaks against it.',
  })
  @ForTokens('read')
  @Get('preview')
  @ApiOkResponse({ type: RoutePreviewDto })
  preview(@Param('id', SandboxId) id: string): Promise<RoutePreview> {
    return this.views.preview(id);
  }

  @ApiOperation({
    summary: 'Push routes to the gateway',
    description: "A deployment of kind `routes`: the gateway's release is started again with these routes.",
  })
  @ForTokens('deploy')
  @Post('push')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async push(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: PushRoutesDto,
  ): Promise<DeploymentView> {
    return this.deployments.of(await this.pushing.push(id, user, request), user);
  }

  @ApiOperation({
    summary: 'Adopt what was changed at the gateway by hand',
    description: 'Takes what somebody changed at the gateway by hand over as overrides.',
  })
  @ForTokens('ops')
  @Post('adopt')
  @Roles('ops')
  @HttpCode(200)
  @ApiOkResponse({ type: RouteSetViewDto })
  async adopt(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<RouteSetView> {
    await this.adopting.adopt(id, user);
    return this.views.of(id);
  }
}
