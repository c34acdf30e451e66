import { type ObservedInstance } from '@sdp/protocol';
import { type InstanceId } from './deployment-request.js';
import { type OutputLine } from './runtime/container-runtime.js';

/** Life of service instances outside deployments. Everything is found by label; nothing is kept in memory. */
export class Instances {
  /** One entry per instance: its current container (see `repoint`), probed, not merely listed. */
  async observe(): Promise<ObservedInstance[]> {
    throw new Error('in the making');
  }

  /** Parks the port, then stops the container. No error when there is none. */
  async stop(_instance: InstanceId): Promise<void> {
    throw new Error('in the making');
  }

  /** Starts the current container and points the port. Throws `not-found` when it was never deployed. */
  async start(_instance: InstanceId): Promise<void> {
    throw new Error('in the making');
  }

  async restart(_instance: InstanceId): Promise<void> {
    throw new Error('in the making');
  }

  /** Removes containers, port, releases, and the sandbox's network when nothing else uses it. Repeating is harmless. */
  async remove(_instance: InstanceId): Promise<void> {
    throw new Error('in the making');
  }

  /**
   * Makes every port go to where its container is now, and parks those whose container is down: addresses change
   * when containers start. Call it at boot, after container events and after a gap. `candidates`: deployments that
   * are still being verified; their containers never get a port here.
   */
  async repoint(_candidates: ReadonlySet<string>): Promise<void> {
    throw new Error('in the making');
  }

  /** The current container's output: `tail` earlier lines, then new ones; goes on over restarts until aborted. */
  followOutput(_instance: InstanceId, _tail: number, _signal: AbortSignal): AsyncIterable<OutputLine> {
    throw new Error('in the making');
  }
}
