import { Injectable } from '@nestjs/common';
import { AuthService } from '../auth/auth.service.js';
import { SessionCookie } from '../auth/session-cookie.js';
import { Config } from '../config/config.js';
import { PeerAddress } from '../http/peer-address.js';
import { refusal } from '../sockets/admission.js';
import { type BrowserSocket } from './browser-socket.js';
import { personRoom, sessionRoom } from './rooms.js';

/** Who may connect as a browser: a page of our own, with a session. */
@Injectable()
export class BrowserAdmission {
  constructor(
    private readonly config: Config,
    private readonly auth: AuthService,
    private readonly cookie: SessionCookie,
    private readonly peer: PeerAddress,
  ) {}

  async admit(socket: BrowserSocket): Promise<Error | undefined> {
    const { origin, cookie } = socket.handshake.headers;
    if (origin === undefined || !this.config.publicOrigins.includes(origin))
      return refusal('forbidden', 'Browsers connect from the addresses in SDP_PUBLIC_ORIGINS only.');

    const from = this.peer.of(socket.handshake.address, socket.handshake.headers['x-forwarded-for']);
    const principal = await this.auth.authenticate(this.cookie.read(cookie), from);
    if (!principal)
      return refusal('not-signed-in', 'You are not signed in, or your session has ended. Sign in.');

    const { username, role, sessionId } = principal;
    socket.data.viewer = { username, role, sessionId };
    socket.data.who = { actor: username, from };
    await socket.join([sessionRoom(sessionId), personRoom(username)]);
    return undefined;
  }
}
