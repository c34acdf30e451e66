import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A list of IPs and networks, each as `10.0.0.1` or `10.0.0.0/8`. */
export class Networks {
  private readonly networks: readonly [Address, number][];

  constructor(entries: readonly string[]) {
    this.networks = entries.map(networkOf);
  }

  include(address: Address | string): boolean {
    const known = typeof address === 'string' ? addressOf(address) : address;
    return known !== null && this.networks.some((network) => isIn(known, network));
  }
}

/** An IPv4 address in IPv6 clothes is the IPv4 address. */
export function addressOf(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function isIn(address: Address, [network, bits]: [Address, number]): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function networkOf(text: string): [Address, number] {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
