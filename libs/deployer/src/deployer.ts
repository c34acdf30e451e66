import { type GitCredentials } from '@sdp/protocol';
import { type DeployedInstance, type DeploymentRequest, type InstanceId } from './deployment-request.js';
import { type Reporter } from './reporter.js';

export interface DeployOptions {
  reporter: Reporter;
  /** Absent when the agent may do without, because it has the commit already. Gone from memory when the fetch ended. */
  credentials?: GitCredentials;
  /** Its reason is thrown when it is a `DeployError` (e.g. `deadline-exceeded`), else `canceled` is. */
  signal: AbortSignal;
}

export class Deployer {
  /** Throws `DeployError`; then the old version still serves and nothing of the new one is left. */
  async deploy(_request: DeploymentRequest, _options: DeployOptions): Promise<DeployedInstance> {
    throw new Error('in the making');
  }

  /** Whether the port of the instance points to this deployment: its exchange happened. */
  async wasSwitched(_deploymentId: string): Promise<boolean> {
    throw new Error('in the making');
  }

  /**
   * Ends what a deployment left behind when its agent died. Exchanged already and still running: what is old is
   * removed, answer `switched`. Otherwise what is new is removed, answer `abandoned`. Repeating it is harmless.
   */
  async recover(
    _deployment: InstanceId & { deploymentId: string; hostPort: number },
  ): Promise<'switched' | 'abandoned'> {
    throw new Error('in the making');
  }

  /** Builds the default branch once, so that the first deployment finds a warm build cache. Best effort: never throws. */
  async warmBuildCache(_repository: string, _signal: AbortSignal): Promise<void> {
    throw new Error('in the making');
  }
}
