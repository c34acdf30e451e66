/**
 * What `npm start` reads itself, as docs/settings.md shows it.
 *
 * @type {Readonly<Record<string, { default?: string, example?: string, meaning: string }>>}
 */
export const START_VARIABLES = {
  SDP_HOME: { default: 'data', meaning: 'everything that is kept: database, logs, releases, secrets' },
  SDP_HOST: {
    default: '127.0.0.1',
    meaning: 'address of the control plane; the sandbox switch listens there as well',
  },
  SDP_PORT: { default: '7300', meaning: 'port of the control plane' },
  SDP_SWITCH_PORT: { default: '7380', meaning: 'port of the sandbox switch' },
  SDP_REPOSITORIES: {
    example:
      '[{"name":"orders","url":"https://git.example.com/orders.git","stack":"go","defaultBranch":"main"}]',
    meaning: 'JSON list of what can be deployed; when it or the next is set, there is no demo',
  },
  SDP_GIT_HOSTS: { example: 'git.example.com', meaning: 'further `host[:port]` that git may talk to' },
  SDP_DOCKER_SOCKET: {
    default: '/var/run/docker.sock',
    meaning: 'the engine; one is started when none answers there',
  },
  SDP_GO_IMAGE: { default: 'found or made', meaning: 'base image of Go services' },
  SDP_PHP_IMAGE: { default: 'found or made', meaning: 'base image of PHP services' },
  SDP_PULL_IMAGES: { default: 'true', meaning: '`false`: never ask a registry' },
  SDP_AGENT_ADDRESS: {
    default: "the engine's bridge",
    meaning: 'address of this host under which instances are reached',
  },
  SDP_MICRO_PORT_RANGE: { default: '21000-21499', meaning: 'ports that the micro agent hands out' },
  SDP_GATEWAY_PORT_RANGE: { default: '21500-21999', meaning: 'ports that the gateway agent hands out' },
  SDP_DEMO_GIT_PORT: { default: '7301', meaning: "the demo's git server" },
  SDP_DEMO_BASELINE_PORT: { default: '7302', meaning: "the demo's baseline" },
  SDP_DEMO_BASELINE_GATEWAY_PORT: { default: '7303', meaning: "the gateway in front of the demo's baseline" },
};

/** What it sets for each program, whatever is set outside. */
export const SET_BY_START = [
  'SDP_DATA_DIR',
  'SDP_ADMIN_DIR',
  'SDP_CONTROL_URL',
  'SDP_AGENT_NAME',
  'SDP_AGENT_TOKEN',
  'SDP_AGENT_TOKENS',
  'SDP_PORT_RANGE',
];
