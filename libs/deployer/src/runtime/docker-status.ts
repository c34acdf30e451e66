import { type ContainerInspectInfo } from 'dockerode';
import { type ContainerState, type ContainerStatus } from './container-runtime.js';
import { contentOf, endpointOf, identityOf } from './labels.js';

/** Null for a container that is no service instance, or that somebody made by hand without saying where it is reached. */
export function statusFrom(info: ContainerInspectInfo): ContainerStatus | null {
  const identity = identityOf(info.Config.Labels);
  const endpoint = endpointOf(info.Config.Labels);
  if (!identity || !endpoint) return null;
  const { State, NetworkSettings, HostConfig } = info;
  const network = HostConfig.NetworkMode ?? '';
  const state = stateFrom(State.Status);
  return {
    id: info.Id,
    identity,
    endpoint,
    content: contentOf(info.Config.Labels),
    network,
    memoryBytes: HostConfig.Memory ?? 0,
    state,
    exitCode: state === 'exited' ? State.ExitCode : null,
    isOutOfMemory: State.OOMKilled,
    restarts: info.RestartCount,
    startedAt: state === 'created' ? null : State.StartedAt,
    address: state === 'running' ? addressIn(NetworkSettings.Networks, network) : null,
  };
}

/** Who makes a container by hand may name its network otherwise: then any network will do. */
function addressIn(
  networks: ContainerInspectInfo['NetworkSettings']['Networks'],
  network: string,
): string | null {
  const addresses = [networks[network], ...Object.values(networks)].map((found) => found?.IPAddress);
  return addresses.find((address) => address) ?? null;
}

/** `restarting` is an exit that the engine has not answered yet; `paused` still holds its address. */
function stateFrom(status: string): ContainerState {
  if (status === 'created') return 'created';
  return status === 'running' || status === 'paused' ? 'running' : 'exited';
}
