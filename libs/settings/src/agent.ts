import { bool, str } from 'envalid';
import {
  address,
  agentName,
  agentToken,
  count,
  gitHosts,
  image,
  ipAddress,
  portRange,
  repositories,
  share,
  userNames,
  webUrl,
} from './agent-values.js';
import { gitUser, passwordFile } from './git-access-values.js';
import { otherwise, programSettings, secret } from './setting.js';
import { domain, listen, nginxPath } from './switch-values.js';
import { LOG_LEVELS } from './values.js';

const stepTimeout = count(100, 3_600_000);

const PLACE = {
  SDP_CONTROL_URL: webUrl({ desc: 'the control plane', example: 'https://sdp.example.com' }),
  SDP_AGENT_NAME: agentName({ desc: 'its name, as in the token’s entry there', example: 'micro-1' }),
  SDP_AGENT_TOKEN: secret(agentToken({ desc: 'its token, as in `SDP_AGENT_TOKENS` there' })),
  SDP_AGENT_ADDRESS: address({
    desc: 'under which other hosts reach its instances: a name or an IP, no port',
    example: '10.0.0.12',
  }),
  SDP_BIND_ADDRESS: ipAddress({ default: '0.0.0.0', desc: "where the instances' ports listen" }),
  SDP_PORT_RANGE: otherwise(
    '`21000-21999`',
    portRange({ default: { from: 21000, to: 21999 }, desc: 'ports that it hands out' }),
  ),
  SDP_DATA_DIR: str({
    desc: 'folder of mirrors, releases and what is not delivered yet',
    example: '/var/lib/sdp/agent-micro',
  }),
  SDP_CACHE_DIR: otherwise(
    '`<SDP_DATA_DIR>/cache`',
    str({ default: '', desc: 'build caches; agents of one host may share a folder' }),
  ),
};

const SOURCES = {
  SDP_REPOSITORIES: repositories({
    default: [],
    desc: 'JSON list of what it announces',
    example:
      '[{"name":"orders","url":"https://git.example.com/orders.git","stack":"go","defaultBranch":"main"}]',
  }),
  SDP_GIT_HOSTS: gitHosts({
    default: [],
    desc: 'further `host[:port]` that git may talk to',
    example: 'git.example.com',
  }),
  SDP_GIT_ALLOW_HTTP: bool({ default: false, desc: 'repositories over plain HTTP' }),
  SDP_GIT_READ_USER: gitUser({
    default: undefined,
    desc: "the host's own read access to git, for webhooks: the user",
  }),
  SDP_GIT_READ_PASSWORD_FILE: passwordFile({
    default: undefined,
    desc: 'and a file of mode 0600 with the password in one line; read anew each time it is used',
  }),
  SDP_GIT_READ_HOSTS: otherwise(
    'the one git host',
    gitHosts({
      default: [],
      desc: '`host[:port]` list of the git hosts that get that password; needed when git may talk to several',
      example: 'git.example.com',
    }),
  ),
};

const DEPLOYING = {
  SDP_DOCKER_SOCKET: str({ default: '/var/run/docker.sock', desc: 'socket of the Docker engine' }),
  SDP_GO_IMAGE: image({ default: 'alpine:3.20', desc: 'base image of Go services' }),
  SDP_PHP_IMAGE: image({ default: 'php:8.3-apache', desc: 'base image of PHP services' }),
  SDP_CAPACITY: count(1, 64)({ default: 2, desc: 'builds at once' }),
  SDP_BUILD_USER: otherwise(
    'as the agent itself',
    userNames({
      default: [],
      desc: 'users that builds run as, without any right; one build at a time for each',
      example: 'sdp-build',
    }),
  ),
  SDP_FETCH_TIMEOUT_MS: stepTimeout({ default: 120_000, desc: 'longest fetch' }),
  SDP_BUILD_TIMEOUT_MS: stepTimeout({ default: 600_000, desc: 'longest build' }),
  SDP_START_TIMEOUT_MS: stepTimeout({ default: 30_000, desc: 'longest start' }),
  SDP_VERIFY_TIMEOUT_MS: stepTimeout({ default: 60_000, desc: 'longest wait for a healthy answer' }),
};

const SWITCH = {
  SDP_SWITCH_LISTEN: otherwise(
    'no switch',
    listen({ default: undefined, desc: 'IP and port of the switch', example: '0.0.0.0:8080' }),
  ),
  SDP_SWITCH_URL: otherwise(
    '`http://<SDP_AGENT_ADDRESS>:<port>`',
    webUrl({ default: undefined, desc: 'how people reach it', example: 'https://try.example.com' }),
  ),
  SDP_SWITCH_DOMAIN: otherwise(
    'none',
    domain({ default: undefined, desc: 'sandboxes are its subdomains', example: 'try.example.com' }),
  ),
  SDP_BASELINE_GATEWAY: webUrl({ default: undefined, desc: 'gets what names no sandbox' }),
  SDP_ADMIN_URL: otherwise(
    '`SDP_CONTROL_URL`',
    webUrl({ default: undefined, desc: 'where the pages of the switch lead' }),
  ),
  SDP_NGINX: nginxPath({ default: 'nginx', desc: "nginx's program" }),
  SDP_NGINX_MODULES: otherwise(
    'where nginx looks',
    nginxPath({ default: undefined, desc: 'folder of its modules', example: '/usr/lib/nginx/modules' }),
  ),
};

const OPERATION = {
  SDP_LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'info', desc: 'least severe lines that are logged' }),
  SDP_MIN_FREE_DISK_MB: count(0, 10_000_000)({ default: 512, desc: 'with less, a deployment is refused' }),
  SDP_RELEASE: otherwise(
    'set by the archive',
    str({ default: '', desc: 'commit or name of the release, shown in its version', example: '1dce67f' }),
  ),
};

const days = count(0, 3_650);

const RETENTION = {
  SDP_RETENTION_RELEASES: count(
    1,
    50,
  )({
    default: 3,
    desc: 'that many releases of an instance stay whatever their age, the running one included: one can go back to them',
  }),
  SDP_RETENTION_RELEASE_DAYS: days({
    default: 0,
    desc: 'older releases stay so many days after they were in service, unless the disk is too full; 0: they go at once',
  }),
  SDP_RETENTION_MIRROR_DAYS: days({
    default: 60,
    desc: 'a git mirror that was not used for so many days is removed; 0: however long',
  }),
  SDP_RETENTION_CACHE_DAYS: days({
    default: 14,
    desc: 'what of the build caches was not used for so many days is removed; 0: however long',
  }),
  SDP_RETENTION_IMAGE_DAYS: days({
    default: 60,
    desc: 'base images of our making that no strategy names any more are removed so many days after they were loaded; 0: never',
  }),
  SDP_RETENTION_DISK_SHARE: share({
    default: 0.85,
    desc: 'share of its disk that may be in use; beyond it, what is not in use and was not used for longest goes first; 0: all of it',
  }),
  SDP_RETENTION_MINUTES: count(
    0,
    1_440,
  )({
    default: 60,
    desc: 'from one run to the next; 0: nothing is removed, the agent only says what would be',
  }),
};

/** Add a variable to the group it belongs to, then `npm run document`. */
export const AGENT = programSettings(
  'The agents',
  'Each agent needs the first four variables and `SDP_DATA_DIR`. `npm start` sets all of these itself, and what the ' +
    'demo needs. The sandbox switch is of the gateway agent only.',
  {
    'Where it is': PLACE,
    'What it deploys': SOURCES,
    'How it deploys': DEPLOYING,
    'The sandbox switch': SWITCH,
    'What stays of the past': RETENTION,
    Operation: OPERATION,
  },
);
