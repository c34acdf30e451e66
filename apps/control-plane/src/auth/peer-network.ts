import ipaddr from 'ipaddr.js';

const IPV6_NETWORK_BITS = 64;

/** What somebody cannot change at will: the IPv4 address; of an IPv6 address, the network that a host gets whole. */
export function networkOfPeer(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.split('%')[0]}/${IPV6_NETWORK_BITS}`).toString();
}
