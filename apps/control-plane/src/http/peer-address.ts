import { type IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { addressOf, Networks } from './networks.js';

/** Where a connection really comes from. What a request says about itself counts only when a proxy of ours says it. */
@Injectable()
export class PeerAddress {
  private readonly proxies: Networks;

  constructor(config: Config) {
    this.proxies = new Networks(config.trustedProxies);
  }

  ofRequest({ socket, headers }: IncomingMessage): string {
    return this.of(socket.remoteAddress, headers['x-forwarded-for']);
  }

  /**
   * The nearest address on the way here that is no trusted proxy.
   * @param remote address of the socket's other end
   * @param forwarded its `X-Forwarded-For`, each proxy's entry right of the ones before it
   */
  of(remote: string | undefined, forwarded: string | string[] | undefined): string {
    const way = [...entriesOf(forwarded), remote ?? ''];
    let nearest = '';
    for (const hop of way.reverse()) {
      const address = addressOf(hop);
      if (!address) break;
      nearest = address.toString();
      if (!this.proxies.include(address)) break;
    }
    return nearest;
  }

  /** Whether a connection comes from a proxy of ours. */
  isProxy(remote: string | undefined): boolean {
    return this.proxies.include(remote ?? '');
  }
}

function entriesOf(forwarded: string | string[] | undefined): string[] {
  return [forwarded ?? []].flat().flatMap((header) => header.split(',').map((entry) => entry.trim()));
}
