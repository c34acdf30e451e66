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
import { ForTokens } from './for-tokens.decorator.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { CurrentUser, type Principal } from './principal.js';
import { Public } from './public.decorator.js';
import { SessionCookie } from './session-cookie.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('session')
@Controller('session')
export class AuthController {
  constructor(
    private readonly signingIn: SignInService,
    private readonly sessions: OwnSessionsService,
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
    const userAgent = request.headers['user-agent'] ?? null;
    const { token, session, role } = await this.signingIn.signIn(
      { username, password },
      previousToken,
      userAgent,
    );
    this.cookie.set(response, token, session.expiresAt);
    return toView({ ...session, role, token: null });
  }

  @ApiOperation({ summary: 'Show who is signed in' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: SessionViewDto })
  current(@CurrentUser() user: Principal): SessionView {
    return toView(user);
  }

  @ApiOperation({ summary: 'Sign out', description: 'Whoever came with a token revokes that token.' })
  @ForTokens('read')
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.signOut(user);
    this.cookie.clear(response);
  }
}

function toView({
  username,
  role,
  expiresAt,
  token,
}: Pick<Principal, 'username' | 'role' | 'expiresAt' | 'token'>): SessionView {
  return { username, role, expiresAt: expiresAt.toISOString(), token };
}
