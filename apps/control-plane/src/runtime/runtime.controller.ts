import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type InstanceOutputView, type InstanceStatsView, SERVICE_NAME } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { PatternPipe, SandboxId } from '../validation/pattern.pipe.js';
import { InstanceOutputViewDto } from './dto/instance-output-view.dto.js';
import { InstanceStatsViewDto } from './dto/instance-stats-view.dto.js';
import { OutputQueryDto } from './dto/output-query.dto.js';
import { InstanceOutputService } from './instance-output.service.js';
import { InstanceStats } from './instance-stats.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

/** How an instance does while it runs. */
@ApiTags('runtime')
@Controller('sandboxes/:id/services/:name')
export class RuntimeController {
  constructor(
    private readonly outputs: InstanceOutputService,
    private readonly usage: InstanceStats,
  ) {}

  @ApiOperation({ summary: 'Read what a container printed' })
  @ForTokens('read')
  @Get('output')
  @ApiOkResponse({ type: InstanceOutputViewDto })
  async output(
    @Param('id', SandboxId) sandboxId: string,
    @Param('name', ServiceName) service: string,
    @Query() query: OutputQueryDto,
  ): Promise<InstanceOutputView> {
    return { lines: await this.outputs.read({ sandboxId, service, ...query }) };
  }

  @ApiOperation({ summary: 'Show CPU and memory of a container' })
  @ForTokens('read')
  @Get('stats')
  @ApiOkResponse({ type: InstanceStatsViewDto })
  async stats(
    @Param('id', SandboxId) sandboxId: string,
    @Param('name', ServiceName) service: string,
  ): Promise<InstanceStatsView> {
    return { samples: await this.usage.of(sandboxId, service) };
  }
}
