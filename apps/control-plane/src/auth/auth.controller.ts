import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { type SessionView } from '@sdp/protocol';
import { type Request, type Response } from 'express';
import { SessionViewDto } from './dto/session-view.dto.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { CurrentUser, type Principal } from './principal.js';
import { Public } from './public.decorator.js';
import { SessionCookie } from './session-cookie.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('session')
@Controller('session')
export class AuthController {
  constructor(
    private readonly sessions: SignInService,
    private readonly cookie: SessionCookie,
  ) {}

  @ApiOperation({ summary: 'Sign in with git credentials' })
  @Public()
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: SessionViewDto })
  @ApiUnauthorizedResponse({ description: 'No git server of an agent takes these credentials.' })
  @ApiTooManyRequestsResponse({ description: 'Too many refused attempts; `Retry-After` says when to go on.' })
  async signIn(
    @Body() { username, password }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const previousToken = this.cookie.read(request.headers.cookie);
    const { token, session, role } = await this.sessions.signIn({ username, password }, previousToken);
    this.cookie.set(response, token, session.expiresAt);
    return toView({ ...session, role });
  }

  @ApiOperation({ summary: 'Show who is signed in' })
  @Get()
  @ApiOkResponse({ type: SessionViewDto })
  current(@CurrentUser() user: Principal): SessionView {
    return toView(user);
  }

  @ApiOperation({ summary: 'Sign out' })
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(this.cookie.read(request.headers.cookie));
    this.cookie.clear(response);
  }
}

function toView({
  username,
  role,
  expiresAt,
}: Pick<Principal, 'username' | 'role' | 'expiresAt'>): SessionView {
  return { username, role, expiresAt: expiresAt.toISOString() };
}
