import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SandboxView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { SandboxViewDto } from '../../sandboxes/dto/sandbox-views.dto.js';
import { SandboxViews } from '../../sandboxes/sandbox-views.js';
import { SandboxId } from '../../validation/pattern.pipe.js';
import { KeepSandboxDto } from '../dto/rule-requests.dto.js';
import { KeptSandboxes } from './kept-sandboxes.js';

@ApiTags('sandboxes')
@Controller('sandboxes/:id/pull-request')
export class KeptSandboxesController {
  constructor(
    private readonly kept: KeptSandboxes,
    private readonly views: SandboxViews,
  ) {}

  @ApiOperation({ summary: 'Keep the sandbox of a pull request after it is closed, or not' })
  @ForTokens('write')
  @Put()
  @ApiOkResponse({ type: SandboxViewDto })
  async keep(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() { isKept }: KeepSandboxDto,
  ): Promise<SandboxView> {
    await this.kept.set(id, user, isKept);
    return this.views.view(id, user);
  }
}
