import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from './agent-config.js';

const COMPLETE = {
  SDP_CONTROL_URL: 'http://control.test:7300/',
  SDP_AGENT_NAME: 'micro-1',
  SDP_AGENT_TOKEN: 'k3Jd82mQpZ71xYwB0nLrTgVs5HcAeUf9',
  SDP_DATA_DIR: '/var/lib/sdp',
  SDP_AGENT_ADDRESS: 'micro.test',
};

describe('the configuration of an agent', () => {
  it('needs five variables and has a default for every other', () => {
    expect(readConfig(COMPLETE)).toEqual({
      controlUrl: 'http://control.test:7300',
      name: 'micro-1',
      token: COMPLETE.SDP_AGENT_TOKEN,
      dataDir: '/var/lib/sdp',
      cacheDir: '/var/lib/sdp/cache',
      buildUsers: [],
      address: 'micro.test',
      bindAddress: '0.0.0.0',
      portRange: { from: 21000, to: 21999 },
      capacity: 2,
      repositories: [],
      gitHosts: [],
      isPlainHttpAllowed: false,
      gitAccess: null,
      goImage: 'alpine:3.20',
      phpImage: 'php:8.3-apache',
      dockerSocket: '/var/run/docker.sock',
      minFreeDiskBytes: 512 * 1024 * 1024,
      retention: {
        rules: {
          releases: 3,
          days: { release: 0, mirror: 60, cache: 14, image: 60 },
          diskShare: 0.85,
        },
        everyMinutes: 60,
      },
      logLevel: 'info',
      release: '',
      timeouts: { fetch: 120_000, build: 600_000, start: 30_000, verify: 60_000 },
      switch: null,
    });
  });

  it('is frozen, and treats an empty variable as absent', () => {
    const config = readConfig({ ...COMPLETE, SDP_CAPACITY: '' });
    expect(config.capacity).toBe(2);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.portRange)).toBe(true);
  });

  it('names every bad variable at once, and shows no value', () => {
    const bad = {
      SDP_CONTROL_URL: 'ftp://user:secret@control.test',
      SDP_AGENT_NAME: 'Micro 1',
      SDP_AGENT_TOKEN: 'secret',
      SDP_AGENT_ADDRESS: 'micro.test:80',
      SDP_BIND_ADDRESS: 'everywhere',
      SDP_PORT_RANGE: '80-90',
      SDP_CAPACITY: '0',
      SDP_REPOSITORIES: '[{"name":"../x"}]',
      SDP_GIT_HOSTS: 'git.test,--upload-pack=secret',
      SDP_GIT_READ_USER: 'ada:secret',
      SDP_GIT_READ_PASSWORD_FILE: '/nowhere/secret',
      SDP_GIT_READ_HOSTS: 'https://secret',
      SDP_BUILD_USER: 'sdp-build,--reuid=0',
      SDP_RETENTION_RELEASES: '0',
      SDP_RETENTION_RELEASE_DAYS: '-1',
      SDP_RETENTION_MIRROR_DAYS: '1.5',
      SDP_RETENTION_CACHE_DAYS: 'never',
      SDP_RETENTION_IMAGE_DAYS: '1e9',
      SDP_RETENTION_DISK_SHARE: '85',
      SDP_RETENTION_MINUTES: '99999',
      SDP_GO_IMAGE: '--privileged',
      SDP_LOG_LEVEL: 'loud',
      SDP_SWITCH_LISTEN: 'everywhere:80',
      SDP_SWITCH_URL: 'ftp://secret',
      SDP_SWITCH_DOMAIN: 'secret.test; }',
      SDP_BASELINE_GATEWAY: 'http://user:secret@gateway.test',
      SDP_ADMIN_URL: 'javascript:secret',
      SDP_NGINX: 'nginx -g secret',
      SDP_NGINX_MODULES: '/tmp/"secret',
    };
    const read = () => readConfig(bad);
    expect(read).toThrow(ConfigError);
    for (const name of [...Object.keys(bad), 'SDP_DATA_DIR']) expect(read).toThrow(`${name}: `);
    expect(read).not.toThrow('secret');
  });

  describe("the host's own access to git", () => {
    let folder: string;
    let file: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sdp-config-'));
      file = join(folder, 'password');
      await writeFile(file, 'hunter2-hunter2\n', { mode: 0o600 });
    });
    afterEach(() => rm(folder, { recursive: true }));
    const withAccess = (more: Record<string, string> = {}) =>
      readConfig({
        ...COMPLETE,
        SDP_GIT_HOSTS: 'git.test',
        SDP_GIT_READ_USER: 'reader',
        SDP_GIT_READ_PASSWORD_FILE: file,
        ...more,
      });

    it('is for the one git host there is, and the password is not kept', () => {
      expect(withAccess().gitAccess).toEqual({ user: 'reader', passwordFile: file, hosts: ['git.test'] });
    });

    it('says for which host it is when there are several', () => {
      const SDP_GIT_HOSTS = 'git.test,other.test';
      expect(() => withAccess({ SDP_GIT_HOSTS })).toThrow('SDP_GIT_READ_HOSTS: ');
      expect(withAccess({ SDP_GIT_HOSTS, SDP_GIT_READ_HOSTS: 'git.test' }).gitAccess?.hosts).toEqual([
        'git.test',
      ]);
    });

    it('is whole, or not there', () => {
      expect(() => withAccess({ SDP_GIT_READ_PASSWORD_FILE: '' })).toThrow('SDP_GIT_READ_PASSWORD_FILE: ');
      expect(() => withAccess({ SDP_GIT_READ_USER: '' })).toThrow('SDP_GIT_READ_USER: ');
    });

    it('has its password in a file for its owner alone, with one line', async () => {
      await chmod(file, 0o640);
      expect(withAccess).toThrow('chmod 600');
      await chmod(file, 0o600);
      await writeFile(file, 'hunter2\nhost=evil.test');
      expect(withAccess).toThrow('one line');
      expect(withAccess).not.toThrow('hunter2');
    });
  });

  it.each([
    'http://git.test/orders.git',
    'https://ada:pw@git.test/orders.git',
    'file:///etc',
    'ext::sh -c id',
  ])('refuses the repository URL %s', (url) => {
    const repositories = JSON.stringify([{ name: 'orders', url, stack: 'go', defaultBranch: 'main' }]);
    expect(() => readConfig({ ...COMPLETE, SDP_REPOSITORIES: repositories })).toThrow('SDP_REPOSITORIES');
  });

  it.each(['micro.test', '10.0.0.5', '[fd00::5]'])('takes the address %s', (address) => {
    expect(readConfig({ ...COMPLETE, SDP_AGENT_ADDRESS: address }).address).toBe(address);
  });

  it('refuses a token that is no secret', () => {
    expect(() => readConfig({ ...COMPLETE, SDP_AGENT_TOKEN: 'x'.repeat(40) })).toThrow('SDP_AGENT_TOKEN');
  });

  describe('of the sandbox switch', () => {
    const read = (changes: NodeJS.ProcessEnv) =>
      readConfig({ ...COMPLETE, SDP_SWITCH_LISTEN: '0.0.0.0:8080', ...changes }).switch;

    it('needs where it listens, and has a default for every other variable', () => {
      expect(read({})).toEqual({
        listen: { host: '0.0.0.0', port: 8080 },
        url: 'http://micro.test:8080',
        domain: null,
        baseline: null,
        adminUrl: 'http://control.test:7300',
        nginx: 'nginx',
        modules: null,
      });
      expect(readConfig({ ...COMPLETE, SDP_SWITCH_DOMAIN: 'sandbox.test' }).switch).toBeNull();
    });

    it('takes URLs by their origin', () => {
      expect(
        read({ SDP_SWITCH_URL: 'https://try.test/', SDP_BASELINE_GATEWAY: 'https://gateway.test/x?y' }),
      ).toMatchObject({ url: 'https://try.test', baseline: 'https://gateway.test' });
    });

    it.each(['127.0.0.1:80', '[::]:8080', '[fd00::5]:65535'])('listens on %s', (place) => {
      expect(`${read({ SDP_SWITCH_LISTEN: place })?.listen.host}`).toBe(
        place.slice(0, place.lastIndexOf(':')),
      );
    });

    it.each([
      '8080',
      'localhost:8080',
      '0.0.0.0:0',
      '0.0.0.0:65536',
      '999.1.1.1:80',
      '[x]:80',
      '0.0.0.0:80;',
    ])('refuses to listen on %s', (place) =>
      expect(() => read({ SDP_SWITCH_LISTEN: place })).toThrow('SDP_SWITCH_LISTEN'),
    );

    it.each(['.test', 'test.', 'a..b', 'UP.test', 'a_b', 'a b', 'x;', '*.test'])(
      'refuses the domain %s',
      (domain) => expect(() => read({ SDP_SWITCH_DOMAIN: domain })).toThrow('SDP_SWITCH_DOMAIN'),
    );
  });
});
