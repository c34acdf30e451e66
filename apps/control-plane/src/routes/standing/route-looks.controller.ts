import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RouteMatrix, type RouteSetView, type RouteUseView } from '@sdp/protocol';
import { ChangesNothing } from '../../audit/changes-nothing.decorator.js';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { RouteMatrixDto } from '../dto/route-matrix.dto.js';
import { RouteSetViewDto } from '../dto/route-set-view.dto.js';
import { RouteUseDto } from '../dto/route-use.dto.js';
import { RouteUses } from '../following/route-uses.js';
import { RouteProbes } from '../probing/route-probes.js';
import { RouteMatrices } from './route-matrices.js';
import { RouteViews } from './route-views.js';

@ApiTags('routes')
@Controller()
export class RouteLooksController {
  constructor(
    private readonly matrices: RouteMatrices,
    private readonly probes: RouteProbes,
    private readonly views: RouteViews,
    private readonly uses: RouteUses,
  ) {}

  @ApiOperation({
    summary: 'Show the routes of all sandboxes',
    description: 'All sandboxes by all services.',
  })
  @ForTokens('read')
  @Get('routes')
  @ApiOkResponse({ type: RouteMatrixDto })
  matrix(): Promise<RouteMatrix> {
    return this.matrices.whole();
  }

  @ApiOperation({
    summary: 'List the routes that lead to the services of a sandbox',
    description: "Its own, and other sandboxes', with what becomes of them when the services go.",
  })
  @ForTokens('read')
  @Get('sandboxes/:id/routes/uses')
  @ApiOkResponse({ type: [RouteUseDto] })
  usesOf(@Param('id', SandboxId) id: string): Promise<RouteUseView[]> {
    return this.uses.of(id);
  }

  @ApiOperation({
    summary: 'Probe the targets of the routes',
    description: "Looks at every target from the gateway's host, now.",
  })
  @ForTokens('read')
  @Post('sandboxes/:id/routes/probe')
  @HttpCode(200)
  @ChangesNothing()
  @ApiOkResponse({ type: RouteSetViewDto })
  async probe(@Param('id', SandboxId) id: string): Promise<RouteSetView> {
    await this.probes.probe(id);
    return this.views.of(id);
  }
}
