import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { type CookieOptions, type Response } from 'express';
import { Config } from '../config/config.js';

const NAME = 'sdp_session';

/** The one cookie there is: not readable by scripts, never sent along from another site. */
@Injectable()
export class SessionCookie {
  constructor(private readonly config: Config) {}

  /** The token in a request's `Cookie` header; empty when there is none. */
  read(header: string | undefined): string {
    return parseCookie(header ?? '')[NAME] ?? '';
  }

  set(response: Response, token: string, expires: Date): void {
    response.cookie(NAME, token, { ...this.attributes(), expires });
  }

  clear(response: Response): void {
    response.clearCookie(NAME, this.attributes());
  }

  private attributes(): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', path: '/', secure: this.config.isCookieSecure };
  }
}
