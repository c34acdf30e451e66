import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/**
 * A network of this machine's own, without a way out: a bridge, and a network namespace for each host. This machine
 * stands in it as the operator's laptop, and as whatever else is around (git server, baseline).
 */
export class Lan {
  private readonly id = randomBytes(3).toString('hex');
  /** Of 198.18.0.0/15, which is for tests of networks (RFC 2544). */
  private readonly subnet = `198.18.${1 + ((randomBytes(1)[0] ?? 0) % 250)}`;
  private readonly bridge = `sdpb${this.id}`;
  private readonly namespaces: string[] = [];

  readonly address = `${this.subnet}.1`;

  open(): void {
    ip('link', 'add', this.bridge, 'type', 'bridge');
    ip('addr', 'add', `${this.address}/24`, 'dev', this.bridge);
    ip('link', 'set', this.bridge, 'up');
  }

  /** A namespace with the given last number of its address. */
  join(number: number): { namespace: string; address: string; link: string } {
    const namespace = `sdp-${this.id}-${number}`;
    const link = `sdpv${this.id}${number}`;
    const address = `${this.subnet}.${number}`;
    this.namespaces.push(namespace);
    ip('netns', 'add', namespace);
    ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('link', 'set', link, 'master', this.bridge, 'up');
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
    return { namespace, address, link };
  }

  pull(link: string): void {
    ip('link', 'set', link, 'down');
  }

  plug(link: string): void {
    ip('link', 'set', link, 'up');
  }

  close(): void {
    for (const namespace of this.namespaces) ip('netns', 'del', namespace);
    ip('link', 'del', this.bridge);
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
