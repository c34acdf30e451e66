import { execFileSync } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import Docker from 'dockerode';
import { GATEWAY_SERVICE, type AgentView } from '@sdp/protocol';
import {
  EXAMPLES,
  makeExample,
  startGitServer,
  type ExampleName,
  type GitServer,
  type TestRepository,
} from '@sdp/testing';
import { ApiClient } from './api-client.js';
import { stopDetached } from './detached.js';
import { freePort } from './free-port.js';
import { GoGate } from './go-gate.js';
import { ManagedProcess } from './managed-process.js';
import { TcpProxy } from './tcp-proxy.js';
import { until } from './until.js';

const ENGINE_SOCKET = process.env['SDP_TEST_ENGINE_SOCKET'] ?? '/var/run/docker.sock';
const GO_IMAGE = process.env['SDP_TEST_GO_IMAGE'] ?? 'sdp-base-go:1';
const PHP_IMAGE = process.env['SDP_TEST_PHP_IMAGE'] ?? 'sdp-base-php:1';

/** Shared by all test files: a cold Go build cache costs half a minute. */
const CACHE = join(tmpdir(), 'sdp-test-build-cache');

export const USERNAME = 'dev';
/** Everybody that the git server knows; `ops` has that role by configuration, the others are developers at first. */
const PEOPLE = ['dev', 'ada', 'qa', 'ops'] as const;
export type Person = (typeof PEOPLE)[number];
/** Recognisable, so that a test can look for it everywhere. */
export const PASSWORD = `canary-${randomBytes(9).toString('base64url')}`;

export interface PlatformOptions {
  /** Sample repositories that the agents announce: `api-gateway` at the gateway agent, the others at the micro agent. */
  repositories: readonly ExampleName[];
  /** Accounts of the git server with passwords of their own: name → password. */
  accounts?: Record<string, string>;
  controlPlane?: Record<string, string>;
  micro?: Record<string, string>;
  gateway?: Record<string, string>;
  /** Gives the gateway agent a sandbox switch in front of this baseline gateway. */
  switch?: { baseline: string };
  /** Of the agents; by chance unless given, so that platforms can share an engine. */
  names?: { micro: string; gateway: string };
  /** Gives the gateway agent's data folder a file system of its own, of so many MiB; mounting it needs root. */
  gatewayDiskMb?: number;
}

/** The whole product as real processes on this machine: git server, control plane, both agents, Docker. */
export class Platform {
  readonly docker = new Docker({ socketPath: ENGINE_SOCKET });
  private hasGatewayDisk = false;
  private readonly repositories = new Map<ExampleName, TestRepository>();
  root!: string;
  git!: GitServer;
  api!: ApiClient;
  controlPlane!: ManagedProcess;
  micro!: ManagedProcess;
  gateway!: ManagedProcess;
  goGate!: GoGate;
  /** The micro agent's wire to the control plane. */
  wire!: TcpProxy;
  /** The gateway agent's wire to the control plane, and the one to its Docker engine. */
  gatewayWire!: TcpProxy;
  gatewayEngine!: TcpProxy;
  controlPort!: number;
  portRange!: { micro: string; gateway: string };
  /** `http://127.0.0.1:<port>` of the sandbox switch, when there is one. */
  switchUrl!: string;
  bridgeAddress!: string;
  hasSwitch = false;

  constructor(
    readonly names = {
      micro: `micro-${randomBytes(4).toString('hex')}`,
      gateway: `gateway-${randomBytes(4).toString('hex')}`,
    },
  ) {}

  static async start(options: PlatformOptions): Promise<Platform> {
    const platform = new Platform(options.names);
    await platform.layOut(options);
    try {
      await platform.startAll();
    } catch (error) {
      await platform.stop();
      throw error;
    }
    return platform;
  }

  /** Address of this host as containers see it. */
  static bridgeAddress(): Promise<string> {
    return bridgeAddress(new Docker({ socketPath: ENGINE_SOCKET }));
  }

  async stop(): Promise<void> {
    await Promise.all([this.controlPlane.stop(), this.micro.stop('SIGKILL'), this.gateway.stop('SIGKILL')]);
    for (const wire of [this.wire, this.gatewayWire, this.gatewayEngine]) wire.close();
    await this.git.close();
    for (const { Id } of await this.containers())
      await this.docker.getContainer(Id).remove({ force: true, v: true });
    for (const { Id } of await this.networks()) await this.docker.getNetwork(Id).remove();
    await stopDetached(this.root);
    if (this.hasGatewayDisk) execFileSync('umount', ['--lazy', join(this.root, 'gateway')]);
    await rm(this.root, { recursive: true, force: true });
  }

  repository(name: ExampleName): TestRepository {
    const repository = this.repositories.get(name);
    if (!repository) throw new Error(`this platform was started without the repository ${name}`);
    return repository;
  }

  async untilHealthy(): Promise<void> {
    const healthy = until('control plane is healthy', 60_000, () => this.api.get('/health'));
    await withLastWords(healthy, this.controlPlane);
  }

  /** Waits on the public health figures, so that it also works before anybody has signed in. */
  async untilAgentsConnect(count: number): Promise<void> {
    const connected = until(`${count} agents are connected`, 60_000, async () => {
      const health = await this.api.get<{ agents: { connected: number } }>('/health');
      return health.agents.connected === count;
    });
    await withLastWords(connected, this.micro, this.gateway);
  }

  untilAgentConnects(name: string): Promise<unknown> {
    return until(`${name} is connected`, 60_000, async () => {
      const agents = await this.api.get<AgentView[]>('/agents');
      return agents.some((agent) => agent.name === name && agent.isConnected);
    });
  }

  /** A second person's session. */
  async newClient(person: Person = USERNAME): Promise<ApiClient> {
    const client = new ApiClient(this.api.baseUrl);
    await client.signIn(person, PASSWORD);
    return client;
  }

  /** Containers of this platform's agents, running or not. */
  async containers(filter: Record<string, string> = {}) {
    const labels = Object.entries(filter).map(([key, value]) => `${key}=${value}`);
    const all = await this.docker.listContainers({ all: true, filters: { label: ['sdp.agent', ...labels] } });
    const own: string[] = Object.values(this.names);
    return all.filter(({ Labels }) => own.includes(Labels['sdp.agent'] ?? ''));
  }

  /** Sandbox networks that this platform's agents made, in use or not. */
  private async networks() {
    const all = await this.docker.listNetworks({ filters: { label: ['sdp.agent'] } });
    const own: string[] = Object.values(this.names);
    return all.filter(({ Labels }) => own.includes(Labels?.['sdp.agent'] ?? ''));
  }

  private async startAll(): Promise<void> {
    this.controlPlane.start();
    await this.untilHealthy();
    this.micro.start();
    this.gateway.start();
    await this.untilAgentsConnect(2);
    await this.api.signIn(USERNAME, PASSWORD);
  }

  private async layOut(options: PlatformOptions): Promise<void> {
    this.root = await mkdtemp(join(tmpdir(), 'sdp-e2e-'));
    const at = (...parts: string[]) => join(this.root, ...parts);
    for (const folder of ['git', 'control-plane', 'micro', 'gateway']) await mkdir(at(folder));
    if (options.gatewayDiskMb) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${options.gatewayDiskMb}m`, 'tmpfs', at('gateway')]);
      this.hasGatewayDisk = true;
    }
    for (const name of options.repositories) this.repositories.set(name, await makeExample(at('git'), name));

    this.git = await startGitServer({
      root: at('git'),
      username: USERNAME,
      password: PASSWORD,
      otherUsernames: PEOPLE,
      accounts: options.accounts ?? {},
    });
    this.goGate = new GoGate(this.root);
    await this.goGate.install();
    this.controlPort = await freePort();
    this.bridgeAddress = await bridgeAddress(this.docker);
    this.wire = new TcpProxy({ host: '127.0.0.1', port: this.controlPort });
    const wirePort = await this.wire.listen();
    this.gatewayWire = new TcpProxy({ host: '127.0.0.1', port: this.controlPort });
    const gatewayWirePort = await this.gatewayWire.listen();
    this.gatewayEngine = new TcpProxy({ path: ENGINE_SOCKET });
    const gatewayEngineSocket = at('gateway-engine.sock');
    await this.gatewayEngine.listenAt(gatewayEngineSocket);
    this.api = new ApiClient(`http://127.0.0.1:${this.controlPort}`);
    const tokens = { micro: randomBytes(24).toString('hex'), gateway: randomBytes(24).toString('hex') };
    // Below the ports that the kernel hands out to outgoing connections; files that run side by side share none.
    const lane = Number(process.env['JEST_WORKER_ID'] ?? 0) % 2;
    const base = 22_000 + lane * 5_000 + Math.floor(Math.random() * 50) * 100;
    this.portRange = { micro: `${base}-${base + 49}`, gateway: `${base + 50}-${base + 97}` };

    this.controlPlane = new ManagedProcess(
      'control-plane',
      'dist/apps/control-plane/main.js',
      {
        SDP_DATA_DIR: at('control-plane'),
        SDP_PORT: String(this.controlPort),
        SDP_AGENT_TOKENS: `${this.names.micro}:micro:${tokens.micro},${this.names.gateway}:gateway:${tokens.gateway}`,
        SDP_ADMIN_DIR: join(process.cwd(), 'dist/apps/admin/browser'),
        // The product's own heartbeats: with shorter ones agents of a busy machine are taken for gone.
        SDP_LEASE_MS: '20000',
        SDP_OPS_USERS: 'ops',
        SDP_MASTER_KEY: randomBytes(32).toString('hex'),
        SDP_ROUTE_ALLOW: this.bridgeAddress,
        ...options.controlPlane,
      },
      at('control-plane.log'),
    );
    const switchPort = base + 98;
    this.switchUrl = `http://127.0.0.1:${switchPort}`;
    this.hasSwitch = options.switch !== undefined;
    const switchSettings: Record<string, string> = options.switch
      ? {
          SDP_SWITCH_LISTEN: `127.0.0.1:${switchPort}`,
          SDP_SWITCH_URL: this.switchUrl,
          SDP_SWITCH_DOMAIN: 'sandbox.test',
          SDP_BASELINE_GATEWAY: options.switch.baseline,
          SDP_ADMIN_URL: this.api.baseUrl,
        }
      : {};
    const agent = (kind: 'micro' | 'gateway', controlPort: number, extra: Record<string, string> = {}) =>
      new ManagedProcess(
        kind,
        `dist/apps/agent-${kind}/main.js`,
        {
          SDP_CONTROL_URL: `http://127.0.0.1:${controlPort}`,
          SDP_AGENT_NAME: this.names[kind],
          SDP_AGENT_TOKEN: tokens[kind],
          SDP_DATA_DIR: at(kind),
          SDP_AGENT_ADDRESS: this.bridgeAddress,
          SDP_BIND_ADDRESS: this.bridgeAddress,
          SDP_PORT_RANGE: this.portRange[kind],
          SDP_REPOSITORIES: JSON.stringify(
            options.repositories
              .filter((name) => (name === GATEWAY_SERVICE) === (kind === 'gateway'))
              .map((name) => ({
                name,
                stack: EXAMPLES[name].stack,
                url: `${this.git.url}/${name}.git`,
                defaultBranch: 'main',
              })),
          ),
          SDP_GIT_HOSTS: new URL(this.git.url).host,
          SDP_GIT_ALLOW_HTTP: 'true',
          SDP_GO_IMAGE: GO_IMAGE,
          SDP_PHP_IMAGE: PHP_IMAGE,
          SDP_DOCKER_SOCKET: ENGINE_SOCKET,
          PATH: `${this.goGate.folder}:${process.env['PATH'] ?? ''}`,
          SDP_CACHE_DIR: CACHE,
          // The cache is everybody's on this machine, and so is the disk.
          SDP_RETENTION_DISK_SHARE: '0',
          ...extra,
        },
        at(`${kind}.log`),
      );
    this.micro = agent('micro', wirePort, options.micro);
    this.gateway = agent('gateway', gatewayWirePort, {
      SDP_DOCKER_SOCKET: gatewayEngineSocket,
      ...switchSettings,
      ...options.gateway,
    });
  }
}

/** When the wait fails, it does so with what the programs said last. */
async function withLastWords<T>(wait: Promise<T>, ...programs: readonly ManagedProcess[]): Promise<T> {
  try {
    return await wait;
  } catch (error) {
    const said = programs.map(async (one) => `${one.name} said:\n${(await one.output()).slice(-2_000)}`);
    throw new Error([String(error), ...(await Promise.all(said))].join('\n'), { cause: error });
  }
}

/** The engine's host as its containers see it. Some engines name no gateway before their first container. */
async function bridgeAddress(docker: Docker): Promise<string> {
  const bridge = (await docker.getNetwork('bridge').inspect()) as {
    IPAM?: { Config?: { Gateway?: string; Subnet?: string }[] };
  };
  const { Gateway: gateway, Subnet: subnet } = bridge.IPAM?.Config?.[0] ?? {};
  const address = gateway ?? subnet?.replace(/\.\d+\/\d+$/, '.1');
  if (!address) throw new Error('the Docker engine has no default bridge network');
  return address;
}
