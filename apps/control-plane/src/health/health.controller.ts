import { Controller, Get, HttpStatus, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { type HealthView, type LivenessView, type ReadinessView } from '@sdp/protocol';
import { type Response } from 'express';
import { Public } from '../auth/public.decorator.js';
import { HealthViewDto } from './dto/health-view.dto.js';
import { LivenessViewDto } from './dto/liveness-view.dto.js';
import { ReadinessQueryDto } from './dto/readiness-query.dto.js';
import { ReadinessViewDto } from './dto/readiness-view.dto.js';
import { HealthService } from './health.service.js';
import { ReadinessService } from './readiness.service.js';

const STATUS = { ready: HttpStatus.OK, 'not-ready': HttpStatus.SERVICE_UNAVAILABLE } as const;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly readiness: ReadinessService,
  ) {}

  @ApiOperation({ summary: 'Tell whether the control plane is well' })
  @Public()
  @Get()
  @ApiOkResponse({ type: HealthViewDto })
  check(): Promise<HealthView> {
    return this.health.check();
  }

  @ApiOperation({ summary: 'Tell whether the control plane runs at all' })
  @Public()
  @Get('live')
  @ApiOkResponse({ type: LivenessViewDto })
  live(): LivenessView {
    return { status: 'alive' };
  }

  @ApiOperation({
    summary: 'Tell whether the control plane can do its work',
    description:
      'An upgrade waits for it; with `agent` and `release` it waits for an agent that was upgraded.',
  })
  @Public()
  @Get('ready')
  @ApiOkResponse({ type: ReadinessViewDto })
  @ApiServiceUnavailableResponse({ type: ReadinessViewDto, description: 'Not ready; the checks say why.' })
  async ready(
    @Query() query: ReadinessQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReadinessView> {
    const view = await this.readiness.check(query);
    response.status(STATUS[view.status]);
    return view;
  }
}
