import { type Config } from '../../config/config.js';
import { AllowList } from './allow-list.js';
import { HostAddresses, UrlCheck } from './url-check.js';
import { malformation } from './url-rules.js';

const ALLOWED = ['mock.example.com', '*.mocks.test', '10.1.0.0/16', '192.168.7.7', 'fd12::/16'];

class FixedAddresses extends HostAddresses {
  constructor(private readonly table: Record<string, string[]>) {
    super();
  }

  override async of(host: string): Promise<string[]> {
    const found = this.table[host];
    if (!found) throw new Error('ENOTFOUND');
    return found;
  }
}

function check(allowed: string[] = ALLOWED, table: Record<string, string[]> = {}) {
  return new UrlCheck({ routeAllow: allowed } as unknown as Config, new FixedAddresses(table));
}

describe('An explicit URL', () => {
  it.each([
    'http://mock.example.com',
    'https://mock.example.com/base/path?tenant=7',
    'HTTP://MOCK.example.com:8080/',
    'http://a.mocks.test:1',
    'http://b.a.mocks.test/',
    'http://10.1.2.3:8080/orders',
    'http://192.168.7.7',
    'http://[fd12::7]:8080/',
    'http://[::ffff:a01:203]/',
  ])('may lead to what is listed: %s', (url) => {
    expect(check().refusalOf(url)).toBeNull();
  });

  it.each([
    ['ftp://mock.example.com/'],
    ['file:///etc/passwd'],
    ['javascript:alert(1)'],
    ['gopher://mock.example.com/_x'],
    ['//mock.example.com/'],
    ['mock.example.com'],
    [''],
    ['http://'],
    ['http:mock.example.com'],
    ['http:///mock.example.com'],
    ['http://user@mock.example.com/'],
    ['http://user:password@mock.example.com/'],
    ['http://@mock.example.com/'],
    ['http://mock.example.com@169.254.169.254/'],
    ['http://mock.example.com/#part'],
    ['http://mock.example.com/#'],
    ['http://mock.example.com/\r\nX-Evil: 1'],
    ['http://mock.example.com/\n'],
    [' http://mock.example.com/'],
    ['http://mock.example.com/a b'],
    ['http://mock.example.com\\@169.254.169.254/'],
    ['http://mock.example.com/\0'],
    ['http://mock.exa\tmple.com/'],
    ['http://mock.example.com/"; proxy_pass http://127.0.0.1;'],
    ['http://mock.example.com/${HOME}'],
    ['http://móck.example.com/'],
    ['http://mock%2eexample.com/'],
    ['http://mock.example.com:99999/'],
    [`http://mock.example.com/${'a'.repeat(2_000)}`],
  ])('is refused for its form: %j', (url) => {
    expect(malformation(url)).not.toBeNull();
    expect(check().refusalOf(url)).not.toBeNull();
  });

  it.each([
    ['loopback', 'http://127.0.0.1/'],
    ['loopback, short', 'http://127.1/'],
    ['loopback, decimal', 'http://2130706433/'],
    ['loopback, octal', 'http://0177.0.0.1/'],
    ['loopback, hexadecimal', 'http://0x7f000001/'],
    ['loopback, mapped', 'http://[::ffff:127.0.0.1]/'],
    ['loopback, mapped and canonical', 'http://[::ffff:7f00:1]/'],
    ['loopback, IPv6', 'http://[::1]/'],
    ['loopback, with a dot', 'http://127.0.0.1./'],
    ['loopback, another', 'http://127.9.9.9/'],
    ['unspecified', 'http://0.0.0.0/'],
    ['unspecified, short', 'http://0/'],
    ['unspecified, IPv6', 'http://[::]/'],
    ['metadata', 'http://169.254.169.254/latest/meta-data'],
    ['metadata, decimal', 'http://2852039166/'],
    ['metadata, mapped', 'http://[::ffff:a9fe:a9fe]/'],
    ['metadata, IPv6', 'http://[fd00:ec2::254]/'],
    ['metadata, shared address space', 'http://100.100.100.200/'],
    ['link-local, IPv6', 'http://[fe80::1]/'],
    ['multicast', 'http://224.0.0.1/'],
    ['multicast, IPv6', 'http://[ff02::1]/'],
    ['broadcast', 'http://255.255.255.255/'],
    ['translated (NAT64)', 'http://[64:ff9b::7f00:1]/'],
    ['translated (6to4)', 'http://[2002:7f00:1::]/'],
  ])('never leads to a special address by accident: %s', (_, url) => {
    for (const list of [ALLOWED, ['0.0.0.0/0', '::/0', '*.test'], []])
      expect([list, check(list).refusalOf(url)]).toEqual([list, expect.any(String)]);
  });

  it.each([
    ['http://127.0.0.1:8080/', '127.0.0.1'],
    ['http://127.0.0.1:8080/', '127.0.0.0/8'],
    ['http://[::1]/', '::1'],
    ['http://169.254.169.254/', '169.254.169.254'],
    ['http://[fd00:ec2::254]/', 'fd00:ec2::254'],
  ])('leads to a special address when the operator names it: %s by %s', (url, entry) => {
    expect(check([entry]).refusalOf(url)).toBeNull();
  });

  it.each([
    'http://example.com/',
    'http://mock.example.com.evil.test/',
    'http://evilmock.example.com/',
    'http://mocks.test/',
    'http://10.2.0.1/',
    'http://192.168.7.8/',
    'http://[fd13::1]/',
    'http://localhost/',
  ])('is refused where nothing lists it: %s', async (url) => {
    const everything = { 'example.com': ['93.184.216.34'], localhost: ['127.0.0.1', '::1'] };
    expect(await check(ALLOWED, everything).thoroughRefusalOf(url)).not.toBeNull();
  });

  it('has every address of its host checked, again and again', async () => {
    const table: Record<string, string[]> = { 'a.mocks.test': ['10.9.0.1', '93.184.216.34'] };
    const urls = check(ALLOWED, table);
    const url = 'http://a.mocks.test:8080/';
    expect(await urls.thoroughRefusalOf(url)).toBeNull();

    table['a.mocks.test'] = ['10.9.0.1', '127.0.0.1'];
    expect(await urls.thoroughRefusalOf(url)).toContain('has the address 127.0.0.1');
    table['a.mocks.test'] = ['::ffff:169.254.169.254'];
    expect(await urls.thoroughRefusalOf(url)).toContain('169.254.169.254');
    delete table['a.mocks.test'];
    expect(await urls.thoroughRefusalOf(url)).toContain('has no address');
  });

  it('may be any host whose addresses are all in a listed network', async () => {
    const urls = check(ALLOWED, { inside: ['10.1.5.5'], half: ['10.1.5.5', '10.2.5.5'] });
    expect(await urls.thoroughRefusalOf('http://inside/')).toBeNull();
    expect(await urls.thoroughRefusalOf('http://half/')).toContain('10.2.5.5');
  });

  it('is refused altogether when nothing is allowed', () => {
    expect(new AllowList([]).hasNetworks).toBe(false);
    expect(check([]).refusalOf('http://mock.example.com/')).toContain('SDP_ROUTE_ALLOW');
  });
});
