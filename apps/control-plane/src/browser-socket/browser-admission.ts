import { Injectable } from '@nestjs/common';
import { AuthService } from '../auth/auth.service.js';
import { SessionCookie } from '../auth/session-cookie.js';
import { Config } from '../config/config.js';
import { refusal } from '../sockets/admission.js';
import { type BrowserSocket } from './browser-socket.js';
import { sessionRoom } from './rooms.js';

/** Who may connect as a browser: a page of our own, with a session. */
@Injectable()
export class BrowserAdmission {
  constructor(
    private readonly config: Config,
    private readonly auth: AuthService,
    private readonly cookie: SessionCookie,
  ) {}

  async admit(socket: BrowserSocket): Promise<Error | undefined> {
    const { origin, cookie } = socket.handshake.headers;
    if (origin === undefined || !this.config.publicOrigins.includes(origin))
      return refusal('forbidden', 'Browsers connect from the addresses in SDP_PUBLIC_ORIGINS only.');

    const principal = await this.auth.authenticate(this.cookie.read(cookie));
    if (!principal)
      return refusal('not-signed-in', 'You are not signed in, or your session has ended. Sign in.');

    const { username, sessionId } = principal;
    socket.data.viewer = { username, sessionId };
    await socket.join(sessionRoom(sessionId));
    return undefined;
  }
}
