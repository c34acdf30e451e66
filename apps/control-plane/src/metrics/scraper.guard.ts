import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { notForThisRole } from '../auth/access.guard.js';
import { Authentication } from '../auth/authentication.js';
import { type AuthenticatedRequest } from '../auth/principal.js';
import { Config } from '../config/config.js';
import { Networks } from '../http/networks.js';
import { PeerAddress } from '../http/peer-address.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/;

/** Lets in who may read the metrics: nobody but ops, unless a token or an address is configured. */
@Injectable()
export class ScraperGuard implements CanActivate {
  private readonly tokenHash: Buffer | null;
  private readonly networks: Networks;

  constructor(
    config: Config,
    private readonly peer: PeerAddress,
    private readonly authentication: Authentication,
  ) {
    this.tokenHash = config.metricsToken === null ? null : hashOf(config.metricsToken);
    this.networks = new Networks(config.metricsAllow);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const from = this.peer.ofRequest(request);
    if (this.hasToken(request.headers.authorization) || this.isListed(request, from)) return true;

    const { role } = await this.authentication.of(request.headers, from);
    if (role !== 'ops') throw notForThisRole(['ops']);
    return true;
  }

  /** Behind a proxy that we do not know, everybody has its address: that is not enough then. */
  private isListed({ headers, socket }: AuthenticatedRequest, from: string): boolean {
    const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    return this.networks.include(from) && (!isForwarded || this.peer.isProxy(socket.remoteAddress));
  }

  private hasToken(authorization: string | undefined): boolean {
    const [, token] = BEARER.exec(authorization ?? '') ?? [];
    return token !== undefined && this.tokenHash !== null && timingSafeEqual(hashOf(token), this.tokenHash);
  }
}

/** Of one length, whatever somebody sends. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
