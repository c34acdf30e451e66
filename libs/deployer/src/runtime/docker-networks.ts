import type Docker from 'dockerode';
import { withHostLock } from '../process/host-lock.js';
import { asked } from './docker-errors.js';
import { AGENT_LABEL } from './labels.js';

/**
 * The sandboxes' networks, which all agents of a host share. Who needs a network and who removes it must not cross,
 * and asked by two at once, the engine makes two of one name, `CheckDuplicate` or not: hence the lock.
 */
export class DockerNetworks {
  constructor(
    private readonly docker: Docker,
    private readonly agentName: string,
  ) {}

  /** Makes the network when it is absent; nobody removes it during `work`. */
  async holding<T>(
    network: string,
    sandboxId: string,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return withHostLock(
      network,
      async () => {
        await this.make(network, sandboxId);
        return work();
      },
      signal,
    );
  }

  /** Leaves it alone when anybody uses it. */
  async remove(network: string): Promise<void> {
    await withHostLock(network, async () => {
      // A stopped container does not keep the engine from removing its network, and could never start again.
      const using = this.docker.listContainers({ all: true, filters: { network: [network] } });
      const containers = await asked(`see who uses network "${network}"`, using);
      if (containers.length > 0) return;
      await asked(`remove network "${network}"`, this.docker.getNetwork(network).remove(), [404, 403]);
    });
  }

  private async make(network: string, sandboxId: string): Promise<void> {
    const looked = this.docker.getNetwork(network).inspect();
    if (await asked(`look for network "${network}"`, looked, [404])) return;
    const created = this.docker.createNetwork({
      Name: network,
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: { [AGENT_LABEL]: this.agentName, 'sdp.sandbox': sandboxId },
    });
    await asked(`create network "${network}"`, created, [409]);
  }
}
