import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AuditEntry, type Page } from '@sdp/protocol';
import { AuditPageDto } from '../audit/dto/audit-entry.dto.js';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { SandboxId } from '../validation/pattern.pipe.js';
import { ActivityService } from './activity.service.js';
import { ActivityQueryDto } from './dto/activity-query.dto.js';

@ApiTags('sandboxes')
@Controller('sandboxes/:id/activity')
export class ActivityController {
  constructor(private readonly activity: ActivityService) {}

  @ApiOperation({
    summary: 'Show who did what to a sandbox',
    description: 'Where people worked from is for ops alone.',
  })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: AuditPageDto })
  of(
    @Param('id', SandboxId) sandboxId: string,
    @Query() { page, pageSize }: ActivityQueryDto,
    @CurrentUser() user: Principal,
  ): Promise<Page<AuditEntry>> {
    return this.activity.of(sandboxId, user, page, pageSize);
  }
}
