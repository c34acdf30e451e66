import { Config, ConfigError } from './config.js';
import { readConfig } from './read-config.js';

const TOKEN = '4f1c9b7e2a6d8053f1c9b7e2a6d80534';
const GOOD = { SDP_DATA_DIR: '/var/lib/sdp', SDP_AGENT_TOKENS: `micro-1:micro:${TOKEN}` };

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('Config', () => {
  it('fills in what may be left out, and is frozen', () => {
    const config = readConfig(GOOD);
    expect(config).toMatchObject({
      dataDir: '/var/lib/sdp',
      host: '127.0.0.1',
      port: 7300,
      publicOrigins: ['http://localhost:7300', 'http://127.0.0.1:7300'],
      agents: [{ name: 'micro-1', kind: 'micro', token: TOKEN }],
      adminDir: null,
      leaseMs: 30_000,
      tokenMaxDays: 90,
      isCookieSecure: false,
      opsUsers: [],
      masterKey: null,
      sandboxTtlHours: 168,
      expiryWarningHours: 24,
      routeAllow: [],
      trustedProxies: [],
    });
    expect(config).toBeInstanceOf(Config);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('lists every bad variable at once', () => {
    const problems = problemsOf({
      SDP_AGENT_TOKENS: 'micro-1:micro:short',
      SDP_PORT: '70000',
      SDP_PUBLIC_ORIGINS: 'ftp://x',
      SDP_LOG_LEVEL: 'loud',
      SDP_SESSION_HOURS: '0',
      SDP_TOKEN_MAX_DAYS: '0',
      SDP_MASTER_KEY: 'secret',
      SDP_OPS_USERS: 'olga,a b',
      SDP_ROUTE_ALLOW: '*',
      SDP_SANDBOX_TTL_HOURS: '0',
      SDP_TRUSTED_PROXIES: 'nginx',
    });
    const names = problems.map((problem) => problem.split(':')[0]);
    expect(names.sort()).toEqual([
      'SDP_AGENT_TOKENS',
      'SDP_DATA_DIR',
      'SDP_LOG_LEVEL',
      'SDP_MASTER_KEY',
      'SDP_OPS_USERS',
      'SDP_PORT',
      'SDP_PUBLIC_ORIGINS',
      'SDP_ROUTE_ALLOW',
      'SDP_SANDBOX_TTL_HOURS',
      'SDP_SESSION_HOURS',
      'SDP_TOKEN_MAX_DAYS',
      'SDP_TRUSTED_PROXIES',
    ]);
  });

  it.each([
    ['no token at all', ''],
    ['a short token', 'micro-1:micro:0123456789abcdef0123456789abcde'],
    ['one character over and over', `micro-1:micro:${'x'.repeat(40)}`],
    ['a placeholder', 'micro-1:micro:change-me-change-me-change-me-0123456789'],
    ['an unknown kind', `micro-1:macro:${TOKEN}`],
    ['a bad name', `../x:micro:${TOKEN}`],
    ['a name twice', `a:micro:${TOKEN},a:micro:${TOKEN}1`],
    ['a token twice', `a:micro:${TOKEN},b:micro:${TOKEN}`],
  ])('refuses %s', (_, tokens) => {
    const problems = problemsOf({ ...GOOD, SDP_AGENT_TOKENS: tokens });
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain(TOKEN);
  });

  it('takes lists apart', () => {
    const config = readConfig({
      ...GOOD,
      SDP_OPS_USERS: 'olga, oscar,',
      SDP_ROUTE_ALLOW: '*.Example.com,10.0.0.0/8',
      SDP_TRUSTED_PROXIES: '127.0.0.1,::1',
    });
    expect(config).toMatchObject({
      opsUsers: ['olga', 'oscar'],
      routeAllow: ['*.example.com', '10.0.0.0/8'],
      trustedProxies: ['127.0.0.1', '::1'],
    });
  });

  it('refuses a lease that a single late heartbeat would break', () => {
    expect(problemsOf({ ...GOOD, SDP_LEASE_MS: '6000' })).toEqual([
      'SDP_LEASE_MS: must be at least twice SDP_HEARTBEAT_MS',
    ]);
  });
  it('takes the master key along with the one before, never that alone', () => {
    const masterKey = '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';
    const previousMasterKey = masterKey.replace('8f', '9e');
    const both = { SDP_MASTER_KEY: masterKey, SDP_MASTER_KEY_PREVIOUS: previousMasterKey };
    expect(readConfig({ ...GOOD, ...both })).toMatchObject({ masterKey, previousMasterKey });
    expect(readConfig(GOOD)).toMatchObject({ masterKey: null, previousMasterKey: null });
    expect(problemsOf({ ...GOOD, SDP_MASTER_KEY_PREVIOUS: previousMasterKey })).toEqual([
      'SDP_MASTER_KEY: is required along with SDP_MASTER_KEY_PREVIOUS',
    ]);
  });
});
