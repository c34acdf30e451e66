import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type UserView } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { UpdateUserDto } from './dto/update-user.dto.js';
import { UserViewDto } from './dto/user-view.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @ApiOperation({ summary: 'List people', description: 'For everybody: sandboxes are shared with people.' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [UserViewDto] })
  list(): Promise<UserView[]> {
    return this.users.views();
  }

  @ApiOperation({ summary: 'Give somebody a role' })
  @Roles('ops')
  @ForTokens('ops')
  @Patch(':username')
  @ApiOkResponse({ type: UserViewDto })
  @ApiForbiddenResponse({ description: "Only ops changes roles: not its own, and not the configuration's." })
  update(
    @Param('username') username: string,
    @Body() { role }: UpdateUserDto,
    @CurrentUser() user: Principal,
  ): Promise<UserView> {
    return this.users.changeRole(username, role, user.username);
  }
}
