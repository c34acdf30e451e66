import { type DeployerConfig } from './deployer-config.js';
import { type Deployer } from './deployer.js';
import { type Instances } from './instances.js';
import { type PortSwitch } from './ports/port-switch.js';
import { type Repositories } from './repositories.js';
import { type ContainerRuntime } from './runtime/container-runtime.js';
import { type DeployStrategy } from './strategies/deploy-strategy.js';

/** The deployer's working parts, wired. */
export interface DeployerParts {
  repositories: Repositories;
  deployer: Deployer;
  instances: Instances;
  runtime: ContainerRuntime;
  ports: PortSwitch;
}

/**
 * Wires everything for one host. `replaced` lets a test put a scripted runtime or port switch in. Afterwards call
 * `prepare` once before the first deployment.
 */
export function assembleDeployer(
  _config: DeployerConfig,
  _strategies: readonly DeployStrategy[],
  _replaced: Partial<Pick<DeployerParts, 'runtime' | 'ports'>> = {},
): DeployerParts {
  throw new Error('in the making');
}

/** Creates folders, removes what a killed process left (git locks, half releases), loads repositories, starts the port switch. */
export async function prepare(_parts: DeployerParts): Promise<void> {
  throw new Error('in the making');
}
