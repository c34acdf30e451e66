import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildRunner, OwnBuilds } from './builds/build-runner.js';
import { SeparateBuilds } from './builds/separate-builds.js';
import { CurrentContainers } from './instances/current-containers.js';
import { type DeployerConfig } from './deployer-config.js';
import { Deployer } from './deployer.js';
import { GitSource } from './git/git-source.js';
import { hostWithPort } from './git/remote-url.js';
import { InstanceOutput } from './instances/instance-output.js';
import { Instances } from './instances/instances.js';
import { Observation } from './instances/observation.js';
import { Exchange } from './pipeline/exchange.js';
import { Preflight } from './pipeline/preflight.js';
import { Readiness } from './pipeline/readiness.js';
import { ReleaseMaker } from './pipeline/release-maker.js';
import { ReleasePlanner } from './pipeline/release-planner.js';
import { Releases } from './pipeline/releases.js';
import { Pointing } from './ports/pointing.js';
import { type PortSwitch } from './ports/port-switch.js';
import { PortSwitchClient } from './ports/port-switch-client.js';
import { childEnvironment, endOrphans } from './process/child-environment.js';
import { Repositories } from './repositories.js';
import { DEFAULT_RETENTION } from './retention/retention-rules.js';
import { type Activity } from './retention/stored-item.js';
import { storekeeperOf } from './retention/assemble-storekeeper.js';
import { type Storekeeper } from './retention/storekeeper.js';
import { type ContainerRuntime } from './runtime/container-runtime.js';
import { DockerRuntime } from './runtime/docker-runtime.js';
import { type DeployStrategy } from './strategies/deploy-strategy.js';
import { type Front } from './switch/front.js';

/** The deployer's working parts, wired. */
export interface DeployerParts {
  repositories: Repositories;
  deployer: Deployer;
  instances: Instances;
  observation: Observation;
  output: InstanceOutput;
  runtime: ContainerRuntime;
  ports: PortSwitch;
  /** Removes what is not used any more; `activity` says what is. */
  storekeeper: (activity: Activity) => Storekeeper;
  /** To be called once, before anything else: see `assembleDeployer`. */
  prepare: () => Promise<void>;
}

/** Parts that come from outside: what stands in front of the host, and what a test puts in. */
export interface GivenParts extends Partial<Pick<DeployerParts, 'runtime' | 'ports'>> {
  front?: Front;
}

/**
 * Wires everything for one host.
 *
 * `prepare` makes the folders, ends and removes what a killed agent left (builds that still run, git's locks), loads
 * the repositories, starts the port switch and what stands in front. Deployments that were interrupted are the agent's
 * to `recover`.
 */
export function assembleDeployer(
  config: DeployerConfig,
  strategies: readonly DeployStrategy[],
  given: GivenParts = {},
): DeployerParts {
  const { dataDir, dockerSocket: socketPath, agentName, bindAddress, portSwitchCommand: command } = config;
  const environment = childEnvironment(dataDir, join(config.cacheDir, 'home'));

  const runtime = given.runtime ?? new DockerRuntime({ socketPath, agentName });
  const ports = given.ports ?? new PortSwitchClient({ dataDir, bindAddress, command });
  const { front } = given;
  const git = new GitSource({
    dataDir,
    allowHttp: config.gitAllowHttp,
    hosts: allowedHosts(config),
    timeoutMs: config.deadlines.fetchMs,
  });
  const repositories = new Repositories(dataDir, config.repositories, git, strategies);
  const retention = config.retention ?? DEFAULT_RETENTION;
  const kept = { count: retention.releases, areOldOnesLeft: retention.days.release > 0 };
  const releases = new Releases(dataDir, kept);
  const builds = buildRunner(config);
  const planner = new ReleasePlanner(git, releases, strategies, {
    images: config.images,
    cacheOf: (repository) => builds.cacheOf(repository),
    environment,
    goProxy: config.goProxy ?? 'off',
  });
  const preflight = new Preflight(runtime, ports, {
    folders: [dataDir, config.cacheDir],
    minFreeDiskBytes: config.minFreeDiskBytes,
    environment,
  });
  const pointing = new Pointing();
  const current = new CurrentContainers(runtime, ports);
  const readiness = new Readiness(runtime);
  const exchange = new Exchange(runtime, ports, releases, readiness, pointing);
  const maker = new ReleaseMaker({
    deadlines: config.deadlines,
    repositories,
    git,
    releases,
    planner,
    preflight,
    builds,
    runtime,
  });
  const deployer = new Deployer({
    config,
    repositories,
    git,
    planner,
    maker,
    builds,
    runtime,
    readiness,
    exchange,
    ...(front && { front }),
  });

  const prepare = async (): Promise<void> => {
    await endOrphans(dataDir);
    await makeFolders(config);
    await builds.prepare();
    await git.mirrors.cleanUp();
    await repositories.load();
    await ports.ensureRunning();
    await front?.begin();
  };
  return {
    repositories,
    deployer,
    instances: new Instances(runtime, current, ports, releases, pointing),
    observation: new Observation(runtime, current, releases),
    output: new InstanceOutput(runtime, current),
    runtime,
    ports,
    storekeeper: (activity) =>
      storekeeperOf({ config, strategies, releases, mirrors: git.mirrors, builds, runtime }, activity),
    prepare,
  };
}

function buildRunner({ buildUsers: users = [], ...config }: DeployerConfig): BuildRunner {
  return users.length === 0 ? new OwnBuilds(config.cacheDir) : new SeparateBuilds({ users, ...config });
}

/**
 * The data folder is closed to other users, so that what is below may be readable: containers run as other users
 * and read their mounts.
 */
async function makeFolders({ dataDir, cacheDir }: DeployerConfig): Promise<void> {
  process.umask(0o022);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await rm(join(dataDir, 'warm'), { recursive: true, force: true });
  for (const folder of [join(dataDir, 'releases'), join(cacheDir, 'home')]) {
    await mkdir(folder, { recursive: true });
  }
}

function allowedHosts({ gitHosts, repositories }: DeployerConfig): string[] {
  const configured = repositories.map(({ url }) => URL.parse(url)).filter((url) => url !== null);
  return [...gitHosts, ...configured.map(hostWithPort)];
}
