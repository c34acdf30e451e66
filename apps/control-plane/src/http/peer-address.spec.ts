import { type Config } from '../config/config.js';
import { PeerAddress } from './peer-address.js';

const peer = (...trustedProxies: string[]) => new PeerAddress({ trustedProxies } as unknown as Config);

describe("A peer's address", () => {
  it.each<[string, string | string[] | undefined, string[], string]>([
    ['10.0.0.9', undefined, [], '10.0.0.9'],
    ['10.0.0.9', '1.2.3.4', [], '10.0.0.9'],
    ['10.0.0.9', '1.2.3.4', ['10.0.0.8'], '10.0.0.9'],
    ['10.0.0.9', '1.2.3.4', ['10.0.0.9'], '1.2.3.4'],
    ['10.0.0.9', '6.6.6.6, 1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['10.0.0.9', '6.6.6.6, 1.2.3.4, 10.0.0.7', ['10.0.0.0/8'], '1.2.3.4'],
    ['10.0.0.9', ['6.6.6.6', '1.2.3.4'], ['10.0.0.9'], '1.2.3.4'],
    ['10.0.0.9', 'nonsense, 10.0.0.7', ['10.0.0.0/8'], '10.0.0.7'],
    ['10.0.0.9', '', ['10.0.0.9'], '10.0.0.9'],
    ['::ffff:10.0.0.9', '1.2.3.4', ['10.0.0.9'], '1.2.3.4'],
    ['::1', '2001:db8::5', ['::1'], '2001:db8::5'],
    ['::1', '1.2.3.4', ['127.0.0.1'], '::1'],
  ])('of %s that forwards for %j, with %j trusted, is %4$s', (remote, forwarded, trusted, address) => {
    expect(peer(...trusted).of(remote, forwarded)).toBe(address);
  });

  it('is empty when the connection is gone already', () => {
    expect(peer().of(undefined, '1.2.3.4')).toBe('');
  });
});
