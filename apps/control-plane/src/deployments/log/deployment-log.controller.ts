import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { LogReader } from '../../logs/log-reader.js';
import { LogStore } from '../../logs/log-store.js';
import { DeploymentId } from '../../validation/pattern.pipe.js';
import { DeploymentsService } from '../deployments.service.js';
import { LogLinesDto, LogLinesQueryDto } from '../dto/log-lines.dto.js';
import { LogOutlineDto } from '../dto/log-outline.dto.js';
import { DEFAULT_RANGE_BYTES, LogRangeDto } from '../dto/log-range.dto.js';
import { LogMatchesDto, LogSearchDto } from '../dto/log-search.dto.js';
import { LogOutlines } from './log-outlines.js';

const PLAIN_TEXT = 'text/plain; charset=utf-8';

@ApiTags('deployments')
@Controller('deployments/:id/log')
export class DeploymentLogController {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly logs: LogStore,
    private readonly outlines: LogOutlines,
    private readonly reader: LogReader,
  ) {}

  @ApiOperation({
    summary: 'Read a part of the log of a deployment',
    description:
      "Up to `limit` bytes of whole lines; `X-Log-Offset` plus the body's length is where to continue.",
  })
  @ForTokens('read')
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
  @ForTokens('read')
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

  @ApiOperation({
    summary: 'Outline the log of a deployment',
    description:
      'How many lines it has, which lines belong to which step, how many are errors, and which says why it failed.',
  })
  @ForTokens('read')
  @Get('outline')
  @ApiOkResponse({ type: LogOutlineDto })
  async outline(@Param('id', DeploymentId) id: string): Promise<LogOutlineDto> {
    await this.deployments.get(id);
    return this.outlines.of(id);
  }

  @ApiOperation({ summary: 'Read lines of the log of a deployment' })
  @ForTokens('read')
  @Get('lines')
  @ApiOkResponse({ type: LogLinesDto })
  async lines(@Param('id', DeploymentId) id: string, @Query() range: LogLinesQueryDto): Promise<LogLinesDto> {
    await this.deployments.get(id);
    return this.reader.lines(id, range);
  }

  @ApiOperation({
    summary: 'Search through the log of a deployment',
    description:
      'One answer looks through 32 MiB at most. While `to` is less than `lineCount`, ask again from `to` + 1.',
  })
  @ForTokens('read')
  @Get('search')
  @ApiOkResponse({ type: LogMatchesDto })
  async search(
    @Param('id', DeploymentId) id: string,
    @Query() { from = 1, ...query }: LogSearchDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LogMatchesDto> {
    await this.deployments.get(id);
    return this.reader.search(id, query, from, untilGone(response));
  }
}

/** Aborted when nobody waits for the answer any more. */
function untilGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
