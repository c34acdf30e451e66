import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type CreatedToken, type TokenList, type TokenView } from '@sdp/protocol';
import { TokenId } from '../../validation/pattern.pipe.js';
import { CurrentUser, type Principal } from '../principal.js';
import { CreateTokenDto, RenameTokenDto } from './dto/token-requests.dto.js';
import { CreatedTokenDto, TokenListDto, TokenViewDto } from './dto/token-views.dto.js';
import { TokensService } from './tokens.service.js';

/** For people who are signed in: no token makes, lists or revokes tokens. */
@ApiTags('tokens')
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @ApiOperation({ summary: 'List your tokens' })
  @Get()
  @ApiOkResponse({ type: TokenListDto })
  list(@CurrentUser() user: Principal): Promise<TokenList> {
    return this.tokens.list(user.username);
  }

  @ApiOperation({
    summary: 'Make a token',
    description:
      'For programs, as `Authorization: Bearer <token>`. It carries your git password, sealed under a key that only ' +
      'the token yields: when you change that password, the token is over, and a new sign-in does not repair it.',
  })
  @Post()
  @ApiCreatedResponse({ type: CreatedTokenDto })
  create(@Body() request: CreateTokenDto, @CurrentUser() user: Principal): Promise<CreatedToken> {
    return this.tokens.create(request, user);
  }

  @ApiOperation({ summary: 'Rename a token' })
  @Patch(':id')
  @ApiOkResponse({ type: TokenViewDto })
  rename(
    @Param('id', TokenId) id: string,
    @Body() { name }: RenameTokenDto,
    @CurrentUser() user: Principal,
  ): Promise<TokenView> {
    return this.tokens.rename(id, name, user.username);
  }

  @ApiOperation({ summary: 'Revoke a token' })
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is refused from now on, and what is open with it is closed.' })
  revoke(@Param('id', TokenId) id: string, @CurrentUser() user: Principal): Promise<void> {
    return this.tokens.revoke(id, user.username);
  }
}
