import { resolve } from 'node:path';
import { Logger, type Provider } from '@nestjs/common';
import {
  assembleDeployer,
  Deployer,
  type DeployerConfig,
  type DeployerParts,
  type DeployStrategy,
  InstanceOutput,
  Instances,
  Observation,
  Repositories,
} from '@sdp/deployer';
import { AgentConfig } from './config/agent-config.js';
import { SandboxSwitch } from './switch/sandbox-switch.js';

export const DEPLOYER_PARTS = Symbol('DeployerParts');
export const CONTAINER_RUNTIME = Symbol('ContainerRuntime');
export const PORT_SWITCH = Symbol('PortSwitch');

/** The one place where libs/deployer is tied to the agent. */
export function deployerProviders(strategies: readonly DeployStrategy[]): Provider[] {
  const part = (token: symbol | Provider, pick: (parts: DeployerParts) => unknown): Provider => ({
    provide: token as symbol,
    useFactory: pick,
    inject: [DEPLOYER_PARTS],
  });
  return [
    {
      provide: DEPLOYER_PARTS,
      useFactory: (config: AgentConfig, front: SandboxSwitch) => {
        tellBuildUser(config);
        return assembleDeployer(deployerConfig(config), strategies, { front });
      },
      inject: [AgentConfig, SandboxSwitch],
    },
    part(Deployer, (parts) => parts.deployer),
    part(Instances, (parts) => parts.instances),
    part(Observation, (parts) => parts.observation),
    part(InstanceOutput, (parts) => parts.output),
    part(Repositories, (parts) => parts.repositories),
    part(CONTAINER_RUNTIME, (parts) => parts.runtime),
    part(PORT_SWITCH, (parts) => parts.ports),
  ];
}

/** Whoever may push to a repository decides what a build does. */
function tellBuildUser({ buildUsers }: AgentConfig): void {
  const log = new Logger('Builds');
  if (buildUsers.length > 0) log.log(`builds run as ${buildUsers.join(', ')}`);
  else log.warn('builds run as the agent itself, with its rights: SDP_BUILD_USER names somebody without any');
}

function deployerConfig(config: AgentConfig): DeployerConfig {
  const { timeouts } = config;
  return {
    agentName: config.name,
    dataDir: config.dataDir,
    cacheDir: config.cacheDir,
    buildUsers: config.buildUsers,
    repositories: config.repositories,
    gitHosts: config.gitHosts,
    gitAllowHttp: config.isPlainHttpAllowed,
    images: { go: config.goImage, php: config.phpImage },
    dockerSocket: config.dockerSocket,
    bindAddress: config.bindAddress,
    portSwitchCommand: [process.execPath, ...process.execArgv, resolve(process.argv[1] ?? ''), 'port-switch'],
    minFreeDiskBytes: config.minFreeDiskBytes,
    retention: config.retention.rules,
    deadlines: {
      fetchMs: timeouts.fetch,
      buildMs: timeouts.build,
      startMs: timeouts.start,
      verifyMs: timeouts.verify,
    },
  };
}
