import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type OwnSessionView } from '@sdp/protocol';
import { SessionId } from '../validation/pattern.pipe.js';
import { OwnSessionViewDto } from './dto/own-session-view.dto.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { CurrentUser, type Principal } from './principal.js';

@ApiTags('session')
@Controller('sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessionsService) {}

  @ApiOperation({ summary: 'List where you are signed in', description: 'Newest first.' })
  @Get()
  @ApiOkResponse({ type: [OwnSessionViewDto] })
  list(@CurrentUser() user: Principal): Promise<OwnSessionView[]> {
    return this.sessions.list(user);
  }

  @ApiOperation({ summary: 'Sign out everywhere else' })
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Only the session that asks is left. Tokens are not touched.' })
  endOthers(@CurrentUser() user: Principal): Promise<void> {
    return this.sessions.endOthers(user);
  }

  @ApiOperation({ summary: 'End one of your sessions' })
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'What is open with it is closed.' })
  end(@Param('id', SessionId) id: string, @CurrentUser() user: Principal): Promise<void> {
    return this.sessions.end(id, user);
  }
}
