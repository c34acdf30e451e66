import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { LogStore } from '../../logs/log-store.js';
import { DeploymentId } from '../../validation/pattern.pipe.js';
import { DeploymentsService } from '../deployments.service.js';
import { DEFAULT_RANGE_BYTES, LogRangeDto } from '../dto/log-range.dto.js';

const PLAIN_TEXT = 'text/plain; charset=utf-8';

@ApiTags('deployments')
@Controller('deployments/:id/log')
export class DeploymentLogController {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly logs: LogStore,
  ) {}

  @ApiOperation({
    summary: 'Read a part of the log of a deployment',
    description:
      "Up to `limit` bytes of whole lines; `X-Log-Offset` plus the body's length is where to continue.",
  })
  @Get()
  @ApiProduces('text/plain')
  @ApiOkResponse({
    schema: { type: 'string' },
    headers: {
      'X-Log-Offset': { schema: { type: 'integer' } },
      'X-Log-Size': { schema: { type: 'integer' } },
    },
  })
  async range(
    @Param('id', DeploymentId) id: string,
    @Query() { offset = 0, limit = DEFAULT_RANGE_BYTES }: LogRangeDto,
    @Res() response: Response,
  ): Promise<void> {
    await this.deployments.get(id);
    const range = await this.logs.read(id, offset, limit);
    response.set({
      'Content-Type': PLAIN_TEXT,
      'X-Log-Offset': String(range.offset),
      'X-Log-Size': String(range.size),
    });
    response.send(range.bytes);
  }

  @ApiOperation({ summary: 'Download the log of a deployment' })
  @Get('download')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('Content-Type', PLAIN_TEXT)
  async download(@Param('id', DeploymentId) id: string): Promise<StreamableFile> {
    const { service, number } = await this.deployments.get(id);
    return new StreamableFile(Readable.from(this.logs.whole(id)), {
      type: PLAIN_TEXT,
      disposition: `attachment; filename="${service}-${number}.log"`,
    });
  }
}
