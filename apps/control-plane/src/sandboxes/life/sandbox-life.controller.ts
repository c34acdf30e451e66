import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SandboxView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { ExtendSandboxDto, HoldDto, ShareDto } from '../dto/sandbox-life-requests.dto.js';
import { SandboxViewDto } from '../dto/sandbox-views.dto.js';
import { SandboxOwnershipService } from '../sandbox-ownership.service.js';
import { SandboxViews } from '../sandbox-views.js';
import { SandboxHoldsService } from './sandbox-holds.service.js';
import { SandboxLifecycleService } from './sandbox-lifecycle.service.js';
import { SandboxLifetimes } from './sandbox-lifetimes.js';

/** How long a sandbox lives, who may use it when, and whether it runs at all. */
@ApiTags('sandboxes')
@Controller('sandboxes/:id')
export class SandboxLifeController {
  constructor(
    private readonly lifetimes: SandboxLifetimes,
    private readonly holds: SandboxHoldsService,
    private readonly ownership: SandboxOwnershipService,
    private readonly lifecycle: SandboxLifecycleService,
    private readonly views: SandboxViews,
  ) {}

  @ApiOperation({
    summary: 'Change when a sandbox expires',
    description: 'It expires that many hours from now; null for never (ops).',
  })
  @ForTokens('write')
  @Post('extend')
  @HttpCode(200)
  @ApiOkResponse({ type: SandboxViewDto })
  async extend(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() { ttlHours }: ExtendSandboxDto,
  ): Promise<SandboxView> {
    await this.lifetimes.extend(id, user, ttlHours);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Hold a sandbox, or change the hold',
    description:
      'While it lasts, nobody else deploys: what they request waits behind it. The holder may change it.',
  })
  @ForTokens('deploy')
  @Put('hold')
  @ApiOkResponse({ type: SandboxViewDto })
  async hold(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: HoldDto,
  ): Promise<SandboxView> {
    await this.holds.begin(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'End the hold of a sandbox', description: 'For the holder, the owner and ops.' })
  @ForTokens('deploy')
  @Delete('hold')
  @ApiOkResponse({ type: SandboxViewDto })
  async endHold(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<SandboxView> {
    await this.holds.end(id, user);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Share a sandbox',
    description: 'Who may use it besides its owner and ops: these, and nobody else any more.',
  })
  @ForTokens('write')
  @Put('shares')
  @ApiOkResponse({ type: SandboxViewDto })
  async share(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: ShareDto,
  ): Promise<SandboxView> {
    await this.ownership.share(id, user, request);
    return this.views.view(id, user);
  }

  @ApiOperation({
    summary: 'Stop a sandbox',
    description:
      'As a whole: containers are stopped, everything is kept. Agents that are away are told on their return.',
  })
  @ForTokens('deploy')
  @Post('stop')
  @HttpCode(200)
  @ApiOkResponse({ type: SandboxViewDto })
  async stop(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<SandboxView> {
    await this.lifecycle.stop(id, user);
    return this.views.view(id, user);
  }

  @ApiOperation({ summary: 'Start a sandbox', description: 'What ran when it was stopped runs again.' })
  @ForTokens('deploy')
  @Post('start')
  @HttpCode(200)
  @ApiOkResponse({ type: SandboxViewDto })
  async start(@CurrentUser() user: Principal, @Param('id', SandboxId) id: string): Promise<SandboxView> {
    await this.lifecycle.start(id, user);
    return this.views.view(id, user);
  }
}
