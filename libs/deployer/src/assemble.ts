import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeployerConfig } from './deployer-config.js';
import { Deployer } from './deployer.js';
import { GitSource } from './git/git-source.js';
import { hostWithPort } from './git/remote-url.js';
import { Instances } from './instances.js';
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
import { type ContainerRuntime } from './runtime/container-runtime.js';
import { DockerRuntime } from './runtime/docker-runtime.js';
import { type DeployStrategy } from './strategies/deploy-strategy.js';

/** The deployer's working parts, wired. */
export interface DeployerParts {
  repositories: Repositories;
  deployer: Deployer;
  instances: Instances;
  runtime: ContainerRuntime;
  ports: PortSwitch;
  /** To be called once, before anything else: see `assembleDeployer`. */
  prepare: () => Promise<void>;
}

/**
 * Wires everything for one host. `replaced` lets a test put a scripted runtime or port switch in.
 *
 * `prepare` makes the folders, ends and removes what a killed agent left (builds that still run, git's locks), loads
 * the repositories and starts the port switch. Deployments that were interrupted are the agent's to `recover`.
 */
export function assembleDeployer(
  config: DeployerConfig,
  strategies: readonly DeployStrategy[],
  replaced: Partial<Pick<DeployerParts, 'runtime' | 'ports'>> = {},
): DeployerParts {
  const { dataDir, dockerSocket: socketPath, agentName, bindAddress, portSwitchCommand: command } = config;
  const environment = childEnvironment(dataDir, join(config.cacheDir, 'home'));

  const runtime = replaced.runtime ?? new DockerRuntime({ socketPath, agentName });
  const ports = replaced.ports ?? new PortSwitchClient({ dataDir, bindAddress, command });
  const git = new GitSource({
    dataDir,
    allowHttp: config.gitAllowHttp,
    hosts: allowedHosts(config),
    timeoutMs: config.deadlines.fetchMs,
  });
  const repositories = new Repositories(dataDir, config.repositories, git, strategies);
  const releases = new Releases(dataDir);
  const planner = new ReleasePlanner(git, releases, strategies, {
    images: config.images,
    cache: config.cacheDir,
    environment,
    goProxy: config.goProxy ?? 'off',
  });
  const preflight = new Preflight(runtime, ports, {
    folders: [dataDir, config.cacheDir],
    minFreeDiskBytes: config.minFreeDiskBytes,
    environment,
  });
  const pointing = new Pointing();
  const readiness = new Readiness(runtime);
  const exchange = new Exchange(runtime, ports, releases, readiness, pointing);
  const maker = new ReleaseMaker({
    deadlines: config.deadlines,
    repositories,
    git,
    releases,
    planner,
    preflight,
    runtime,
  });
  const deployer = new Deployer({
    config,
    repositories,
    git,
    planner,
    maker,
    runtime,
    readiness,
    exchange,
  });

  const prepare = async (): Promise<void> => {
    await endOrphans(dataDir);
    await makeFolders(config);
    await git.cleanUp();
    await repositories.load();
    await ports.ensureRunning();
  };
  return {
    repositories,
    deployer,
    instances: new Instances(runtime, ports, releases, pointing),
    runtime,
    ports,
    prepare,
  };
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
