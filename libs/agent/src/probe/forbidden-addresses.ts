import { BlockList } from 'node:net';

/**
 * Where no service of others lives: this host itself, its link, and the metadata services of clouds, which give
 * credentials to whoever asks from here. A request is held against it with the address that its host resolves to.
 */
export function forbiddenAddresses(): BlockList {
  const forbidden = new BlockList();
  for (const [network, bits] of IPV4) forbidden.addSubnet(network, bits, 'ipv4');
  for (const [network, bits] of IPV6) forbidden.addSubnet(network, bits, 'ipv6');
  return forbidden;
}

const IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['100.100.100.200', 32],
  ['224.0.0.0', 3],
];
const IPV6: readonly [string, number][] = [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['ff00::', 8],
];
