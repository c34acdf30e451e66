import { resolve } from 'node:path';
import { type Provider } from '@nestjs/common';
import {
  assembleDeployer,
  Deployer,
  type DeployerConfig,
  type DeployerParts,
  type DeployStrategy,
  Instances,
  prepare,
  Repositories,
} from '@sdp/deployer';
import { AgentConfig } from './config/agent-config.js';

/** The deployer's parts, and `prepare`, which makes the host ready for them. */
export type Host = DeployerParts & { prepare(): Promise<void> };

export const HOST = Symbol('Host');
export const CONTAINER_RUNTIME = Symbol('ContainerRuntime');
export const PORT_SWITCH = Symbol('PortSwitch');

/** The one place where libs/deployer is tied to the agent. */
export function deployerProviders(strategies: readonly DeployStrategy[]): Provider[] {
  const part = (token: symbol | Provider, pick: (host: Host) => unknown): Provider => ({
    provide: token as symbol,
    useFactory: pick,
    inject: [HOST],
  });
  return [
    {
      provide: HOST,
      useFactory: (config: AgentConfig): Host => {
        const parts = assembleDeployer(deployerConfig(config), strategies);
        return { ...parts, prepare: () => prepare(parts) };
      },
      inject: [AgentConfig],
    },
    part(Deployer, (host) => host.deployer),
    part(Instances, (host) => host.instances),
    part(Repositories, (host) => host.repositories),
    part(CONTAINER_RUNTIME, (host) => host.runtime),
    part(PORT_SWITCH, (host) => host.ports),
  ];
}

function deployerConfig(config: AgentConfig): DeployerConfig {
  const { timeouts } = config;
  return {
    agentName: config.name,
    dataDir: config.dataDir,
    repositories: config.repositories,
    gitHosts: config.gitHosts,
    gitAllowHttp: config.isPlainHttpAllowed,
    images: { go: config.goImage, php: config.phpImage },
    dockerSocket: config.dockerSocket,
    bindAddress: config.bindAddress,
    portSwitchCommand: [process.execPath, ...process.execArgv, resolve(process.argv[1] ?? ''), 'port-switch'],
    minFreeDiskBytes: config.minFreeDiskBytes,
    deadlines: {
      fetchMs: timeouts.fetch,
      buildMs: timeouts.build,
      startMs: timeouts.start,
      verifyMs: timeouts.verify,
    },
  };
}
