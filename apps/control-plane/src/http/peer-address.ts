import { type IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Config } from '../config/config.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Where a connection really comes from. What a request says about itself counts only when a proxy of ours says it. */
@Injectable()
export class PeerAddress {
  private readonly proxies: readonly Network[];

  constructor(config: Config) {
    this.proxies = config.trustedProxies.map(networkOf);
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
      if (!this.isTrusted(address)) break;
    }
    return nearest;
  }

  /** Whether a connection comes from a proxy of ours. */
  isProxy(remote: string | undefined): boolean {
    const address = addressOf(remote ?? '');
    return address !== null && this.isTrusted(address);
  }

  private isTrusted(address: Address): boolean {
    return this.proxies.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  }
}

function entriesOf(forwarded: string | string[] | undefined): string[] {
  return [forwarded ?? []].flat().flatMap((header) => header.split(',').map((entry) => entry.trim()));
}

/** An IPv4 address in IPv6 clothes is the IPv4 address. */
function addressOf(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
