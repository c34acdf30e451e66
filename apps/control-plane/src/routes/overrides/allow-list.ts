import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Where services live. Every other kind of address is refused, unless the operator names it. */
const ORDINARY_RANGES: ReadonlySet<string> = new Set(['unicast', 'private', 'uniqueLocal']);

/** Metadata services of clouds that lie in ordinary ranges; the usual 169.254.169.254 is link-local anyway. */
const METADATA_ADDRESSES: readonly string[] = ['fd00:ec2::254', 'fd20:ce::254'];

/** Hosts, `*.suffixes`, IPs and networks that a route may be led to by URL, as the operator configured them. */
export class AllowList {
  private readonly hosts: readonly string[];
  private readonly networks: readonly Network[];

  constructor(entries: readonly string[]) {
    this.networks = entries.flatMap((entry) => {
      const network = networkOf(entry);
      return network ? [network] : [];
    });
    this.hosts = entries.filter((entry) => networkOf(entry) === null);
  }

  get hasNetworks(): boolean {
    return this.networks.length > 0;
  }

  /** `*.example.com` stands for every name below example.com, not for example.com itself. */
  namesHost(host: string): boolean {
    return this.hosts.some((entry) =>
      entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry,
    );
  }

  /** Whether an address may be gone to; `isHostNamed` when its host's name is on the list. */
  permits(text: string, isHostNamed: boolean): boolean {
    const address = ipaddr.process(text);
    if (isSpecial(address)) return this.networks.some((network) => names(network, address));
    return isHostNamed || this.networks.some((network) => contains(network, address));
  }
}

/** Loopback, link-local, metadata, unspecified, multicast, and whatever else is no place for a service. */
function isSpecial(address: Address): boolean {
  return !ORDINARY_RANGES.has(address.range()) || isMetadata(address);
}

function isMetadata(address: Address): boolean {
  return METADATA_ADDRESSES.some((text) => ipaddr.parse(text).toString() === address.toString());
}

/** A network names a special address when it is that address, or nothing but its kind: `127.0.0.0/8`, not `0.0.0.0/0`. */
function names(network: Network, address: Address): boolean {
  if (!contains(network, address)) return false;
  const [base, bits] = network;
  const isExact = bits === base.toByteArray().length * 8;
  return isExact || (!isMetadata(address) && isWithinRange(network, address.range()));
}

function isWithinRange([base, bits]: Network, range: string): boolean {
  const cidr = `${base.toString()}/${bits}`;
  const [first, last] =
    base.kind() === 'ipv4'
      ? [ipaddr.IPv4.networkAddressFromCIDR(cidr), ipaddr.IPv4.broadcastAddressFromCIDR(cidr)]
      : [ipaddr.IPv6.networkAddressFromCIDR(cidr), ipaddr.IPv6.broadcastAddressFromCIDR(cidr)];
  return first.range() === range && last.range() === range;
}

function contains(network: Network, address: Address): boolean {
  return network[0].kind() === address.kind() && address.match(network);
}

function networkOf(entry: string): Network | null {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  if (!ipaddr.isValid(entry)) return null;
  const address = ipaddr.process(entry);
  return [address, address.toByteArray().length * 8];
}
