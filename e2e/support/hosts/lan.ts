import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/**
 * A network of this machine's own, without a way out: a switch, and a network namespace for each host. This machine
 * stands in it as the operator's laptop, and as whatever else is around (git server, baseline). The switch has a
 * namespace, too: in this machine's own, Docker's firewall would drop what passes from host to host.
 */
export class Lan {
  private readonly id = randomBytes(3).toString('hex');
  /** Of 198.18.0.0/15, which is for tests of networks (RFC 2544). */
  private readonly subnet = `198.18.${1 + ((randomBytes(1)[0] ?? 0) % 250)}`;
  private readonly switch = `sdp-${this.id}-switch`;
  private readonly namespaces = [this.switch];

  readonly address = `${this.subnet}.1`;

  open(): void {
    ip('netns', 'add', this.switch);
    this.inSwitch('link', 'add', 'bridge', 'type', 'bridge');
    this.inSwitch('link', 'set', 'bridge', 'up');
    const laptop = `sdpv${this.id}`;
    ip('link', 'add', laptop, 'type', 'veth', 'peer', 'name', 'laptop', 'netns', this.switch);
    this.inSwitch('link', 'set', 'laptop', 'master', 'bridge', 'up');
    ip('addr', 'add', `${this.address}/24`, 'dev', laptop);
    ip('link', 'set', laptop, 'up');
  }

  /** A namespace with the given last number of its address. */
  join(number: number): { namespace: string; address: string; link: string } {
    const namespace = `sdp-${this.id}-${number}`;
    const link = `host${number}`;
    const address = `${this.subnet}.${number}`;
    this.namespaces.push(namespace);
    ip('netns', 'add', namespace);
    this.inSwitch('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    this.inSwitch('link', 'set', link, 'master', 'bridge', 'up');
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
    return { namespace, address, link };
  }

  pull(link: string): void {
    this.inSwitch('link', 'set', link, 'down');
  }

  plug(link: string): void {
    this.inSwitch('link', 'set', link, 'up');
  }

  /** Links go with their namespaces. */
  close(): void {
    for (const namespace of this.namespaces) ip('netns', 'del', namespace);
  }

  private inSwitch(...words: string[]): void {
    ip('-n', this.switch, ...words);
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
