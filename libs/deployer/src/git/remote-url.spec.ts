import { checkRemoteUrl, hostWithPort } from './remote-url.js';

const policy = { hosts: ['git.example.com', 'bitbucket.local:7990'], allowHttp: false };

describe('checkRemoteUrl', () => {
  it.each([
    ['https://git.example.com/team/orders.git'],
    ['https://GIT.example.com/team/orders.git'],
    ['https://git.example.com:443/team/orders'],
    ['https://bitbucket.local:7990/scm/team/orders.git'],
  ])('accepts %s', (url) => {
    expect(checkRemoteUrl(url, policy).protocol).toBe('https:');
  });

  it.each([
    ['another host', 'https://evil.example/team/orders.git'],
    ['another port of an allowed host', 'https://git.example.com:8443/team/orders.git'],
    ['a host that only begins alike', 'https://git.example.com.evil.example/orders.git'],
    ['credentials in the URL', 'https://dev:secret@git.example.com/orders.git'],
    ['a host hidden in the user name', 'https://git.example.com@evil.example/orders.git'],
    ['http', 'http://git.example.com/orders.git'],
    ['ssh', 'ssh://git.example.com/orders.git'],
    ['scp-like addresses', 'git@git.example.com:orders.git'],
    ['local files', 'file:///etc'],
    ['local paths', '/etc'],
    ['remote helpers', 'ext::sh -c touch% /tmp/pwned'],
    ['remote helpers in another case', 'EXT::sh -c id'],
    ['options', '--upload-pack=touch /tmp/pwned'],
    ['a query', 'https://git.example.com/orders.git?x=y'],
    ['a fragment', 'https://git.example.com/orders.git#x'],
    ['a line feed', 'https://git.example.com/orders.git\nhost=evil.example'],
    ['a carriage return', 'https://git.example.com\r/orders.git'],
    ['encoded control characters', 'https://git.example.com/%0d%0aorders.git'],
    ['shell characters', 'https://git.example.com/$(id)/orders.git'],
    ['no path', 'https://git.example.com'],
    ['nothing', ''],
  ])('refuses %s', (_, url) => {
    expect(() => checkRemoteUrl(url, policy)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('accepts http where it is allowed', () => {
    const url = checkRemoteUrl('http://127.0.0.1:8080/orders.git', {
      hosts: ['127.0.0.1:8080'],
      allowHttp: true,
    });
    expect(hostWithPort(url)).toBe('127.0.0.1:8080');
  });
});
