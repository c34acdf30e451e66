import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RouteSetView, SERVICE_NAME } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { PatternPipe, SandboxId } from '../../validation/pattern.pipe.js';
import { RouteSetViewDto } from '../dto/route-set-view.dto.js';
import { SetOverrideDto } from '../dto/set-override.dto.js';
import { RouteViews } from '../standing/route-views.js';
import { RouteOverrides } from './route-overrides.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

@ApiTags('routes')
@Controller('sandboxes/:id/routes/overrides/:service')
export class RouteOverridesController {
  constructor(
    private readonly overrides: RouteOverrides,
    private readonly views: RouteViews,
  ) {}

  @ApiOperation({ summary: 'Override a route', description: 'Takes effect with the next push.' })
  @ForTokens('write')
  @Put()
  @ApiOkResponse({ type: RouteSetViewDto })
  async set(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('service', ServiceName) service: string,
    @Body() request: SetOverrideDto,
  ): Promise<RouteSetView> {
    await this.overrides.set(id, service, user, request.toOverride());
    return this.views.of(id);
  }

  @ApiOperation({
    summary: 'Take an override away',
    description: 'Back to the own instance, or to the baseline where there is none.',
  })
  @ForTokens('write')
  @Delete()
  @ApiOkResponse({ type: RouteSetViewDto })
  async remove(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('service', ServiceName) service: string,
  ): Promise<RouteSetView> {
    await this.overrides.remove(id, service, user);
    return this.views.of(id);
  }
}
