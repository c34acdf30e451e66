import { bool, str } from 'envalid';
import { passwordFile } from './git-access-values.js';
import { programSettings, otherwise, secret } from './setting.js';
import {
  agentTokens,
  between,
  durationMs,
  folder,
  hostPatterns,
  hours,
  LOG_LEVELS,
  longToken,
  masterKey,
  networks,
  origins,
  people,
  port,
  webAddress,
  within,
} from './values.js';

const PLACE = {
  SDP_DATA_DIR: folder({
    desc: 'folder of the database and the logs',
    example: '/var/lib/sdp/control-plane',
  }),
  SDP_HOST: str({ default: '127.0.0.1', desc: 'address it listens on' }),
  SDP_PORT: port({ default: 7300, desc: 'port it listens on' }),
  SDP_PUBLIC_ORIGINS: otherwise(
    '`http://localhost:<SDP_PORT>`',
    origins({
      default: [],
      desc: 'origins that browsers open the admin at',
      example: 'https://sdp.example.com',
    }),
  ),
  SDP_TRUSTED_PROXIES: networks({
    default: [],
    desc: 'IPs and networks whose `X-Forwarded-For` and `X-Request-Id` are believed',
    example: '127.0.0.1,10.0.0.0/8',
  }),
  SDP_ADMIN_DIR: otherwise(
    'not served',
    folder({ default: undefined, desc: 'folder of the compiled admin, where no nginx serves it' }),
  ),
};

const ACCESS = {
  SDP_AGENT_TOKENS: secret(
    agentTokens({
      desc: 'agents that may connect: `name:kind:token,…`, kind `micro` or `gateway`; make a token with `openssl rand -hex 32`',
      example: 'micro-1:micro:<token>,gateway-1:gateway:<token>',
    }),
  ),
  SDP_OPS_USERS: people({
    default: [],
    desc: 'people who are ops whatever anybody sets; give the first one here',
    example: 'olga,oscar',
  }),
  SDP_SECURE_COOKIE: bool({ default: false, desc: '`true` behind TLS' }),
  SDP_SESSION_HOURS: between(0.01, 720)({ default: 12, desc: 'longest session' }),
  SDP_TOKEN_MAX_DAYS: within(1, 3_650)({ default: 90, desc: 'longest life of a personal access token' }),
  SDP_MASTER_KEY: otherwise(
    'no secrets can be kept',
    secret(
      masterKey({
        default: undefined,
        desc: '64 hex digits (`openssl rand -hex 32`), seals the secrets of environments; keep it apart from backups',
      }),
    ),
  ),
  SDP_MASTER_KEY_PREVIOUS: secret(
    masterKey({ default: undefined, desc: 'the key before, for one start: everything is sealed anew' }),
  ),
};

const SANDBOXES = {
  SDP_SANDBOX_TTL_HOURS: hours({ default: 168, desc: 'how long a new sandbox lives' }),
  SDP_EXPIRY_WARNING_HOURS: hours({ default: 24, desc: 'how long before its end people are warned' }),
  SDP_ROUTE_ALLOW: hostPatterns({
    default: [],
    desc: 'hosts, `*.suffixes`, IPs and networks that routes may be overridden with by URL',
    example: '*.example.com,10.0.0.0/8',
  }),
};

const GIT_HOST = {
  SDP_PUBLIC_URL: otherwise(
    'the first of `SDP_PUBLIC_ORIGINS`',
    webAddress({
      default: undefined,
      desc: 'where people open the admin: for the links in states and comments at the git host',
      example: 'https://sdp.example.com',
    }),
  ),
  SDP_BITBUCKET_URL: otherwise(
    'nothing is told back',
    webAddress({
      default: undefined,
      desc: 'where states and comments of pull requests go: the address of Bitbucket Server, or `https://api.bitbucket.org`',
      example: 'https://bitbucket.example.com',
    }),
  ),
  SDP_BITBUCKET_KIND: str({
    choices: ['cloud', 'server'] as const,
    default: 'server',
    desc: 'which Bitbucket that is',
  }),
  SDP_BITBUCKET_TOKEN_FILE: otherwise(
    'none',
    passwordFile({
      default: undefined,
      desc: 'file of mode 0600 with an access token that may write to repositories; read anew each time',
      example: '/etc/sdp/bitbucket-token',
    }),
  ),
};

const AGENTS = {
  SDP_HEARTBEAT_MS: durationMs({ default: 5_000, desc: 'how often agents give a sign' }),
  SDP_LEASE_MS: durationMs({
    default: 30_000,
    desc: 'how long they may be silent; at least twice the former',
  }),
  SDP_DEPLOYMENT_DEADLINE_MS: durationMs({ default: 900_000, desc: 'longest deployment' }),
};

const OPERATION = {
  SDP_LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'info', desc: 'least severe lines that are logged' }),
  SDP_MIN_FREE_DISK_MB: within(
    0,
    10_000_000,
  )({
    default: 512,
    desc: 'with less, `/api/health/ready` says so',
  }),
  SDP_RETENTION_DAYS: within(
    0,
    36_500,
  )({
    default: 90,
    desc: 'a deployment that ended longer ago is removed with its log, unless it is in use; 0: however old',
  }),
  SDP_RETENTION_PER_SERVICE: within(
    0,
    1_000_000,
  )({
    default: 50,
    desc: 'that many of the newest deployments of a service stay, older ones go unless they are in use; 0: however many stay',
  }),
  SDP_RETENTION_LOG_SHARE: between(
    0,
    1,
  )({
    default: 0.2,
    desc: 'share of their disk that logs may take; beyond it the oldest deployments go, unless in use; 0: all of it',
  }),
  SDP_METRICS_TOKEN: otherwise(
    'only ops, and the addresses below',
    secret(
      longToken({
        default: undefined,
        desc: 'with it, as `Authorization: Bearer …`, Prometheus may read `/api/metrics`',
      }),
    ),
  ),
  SDP_METRICS_ALLOW: networks({
    default: [],
    desc: 'IPs and networks that may read `/api/metrics` without a token; a proxy must be in `SDP_TRUSTED_PROXIES`',
    example: '10.0.0.30',
  }),
  SDP_RELEASE: otherwise(
    'set by the archive',
    str({ default: '', desc: 'commit or name of the release, shown in its version', example: '1dce67f' }),
  ),
};

/** Add a variable to the group it belongs to, then `npm run document`. */
export const CONTROL_PLANE = programSettings(
  'The control plane',
  'Unless it was started by `npm start`, which sets its folder, its agents and their tokens, a master key and the ' +
    'admin itself, it needs `SDP_DATA_DIR` and `SDP_AGENT_TOKENS`.',
  {
    'Where it is': PLACE,
    'Who may do what': ACCESS,
    'Sandboxes and routes': SANDBOXES,
    'Agents and deployments': AGENTS,
    'Webhooks and pull requests': GIT_HOST,
    Operation: OPERATION,
  },
);
