import { Injectable } from '@nestjs/common';
import { Authentication } from '../auth/authentication.js';
import { bearerOf } from '../auth/bearer.js';
import { type Principal } from '../auth/principal.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { PeerAddress } from '../http/peer-address.js';
import { refusal } from '../sockets/admission.js';
import { type BrowserSocket } from './browser-socket.js';
import { passRoom, personRoom } from './rooms.js';

/**
 * Who may connect as a browser: a page of our own, with a session; or a program with a token, which no page can make a
 * browser send along.
 */
@Injectable()
export class BrowserAdmission {
  constructor(
    private readonly config: Config,
    private readonly authentication: Authentication,
    private readonly peer: PeerAddress,
  ) {}

  async admit(socket: BrowserSocket): Promise<Error | undefined> {
    const { origin, authorization } = socket.handshake.headers;
    const isOurPage = origin !== undefined && this.config.publicOrigins.includes(origin);
    if (!isOurPage && bearerOf(authorization) === null)
      return refusal('forbidden', 'Browsers connect from the addresses in SDP_PUBLIC_ORIGINS only.');

    try {
      await letIn(socket, await this.authenticate(socket));
      return undefined;
    } catch (error) {
      if (error instanceof DomainError) return refusal(error.code, error.message);
      throw error;
    }
  }

  private authenticate({ handshake: { headers, address } }: BrowserSocket): Promise<Principal> {
    return this.authentication.of(headers, this.peer.of(address, headers['x-forwarded-for']));
  }
}

async function letIn(socket: BrowserSocket, principal: Principal): Promise<void> {
  const { username, role, passId, token, from } = principal;
  socket.data.viewer = { username, role, scopes: token?.scopes ?? null };
  socket.data.who = { actor: username, from, token: token?.name };
  await socket.join([passRoom(passId), personRoom(username)]);
}
