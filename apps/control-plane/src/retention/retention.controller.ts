import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RetentionView } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { Roles } from '../auth/roles.decorator.js';
import { RetentionViewDto } from './dto/retention-view.dto.js';
import { RetentionViews } from './retention-views.js';

@ApiTags('retention')
@Roles('ops')
@Controller('retention')
export class RetentionController {
  constructor(private readonly views: RetentionViews) {}

  @ApiOperation({
    summary: 'Show which old deployments would be removed now',
    description: 'Removes nothing. What is in use never goes, and is not counted.',
  })
  @ForTokens('ops')
  @Get()
  @ApiOkResponse({ type: RetentionViewDto })
  show(): Promise<RetentionView> {
    return this.views.now();
  }
}
