import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type QueueView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { QueueViewDto } from '../dto/queue-view.dto.js';
import { QueueViews } from './queue-views.js';

@ApiTags('deployments')
@Controller('queue')
export class QueueController {
  constructor(private readonly queue: QueueViews) {}

  @ApiOperation({
    summary: 'Show what runs and what waits',
    description: 'By agent: what it works on, then what waits for it, in the order it goes.',
  })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: QueueViewDto })
  whole(@CurrentUser() user: Principal): Promise<QueueView> {
    return this.queue.whole(user);
  }
}
