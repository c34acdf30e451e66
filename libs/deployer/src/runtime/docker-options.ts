import { type ContainerCreateOptions, type HostConfig } from 'dockerode';
import { type ContainerSpec } from './container-runtime.js';
import { containerName, toLabels } from './labels.js';

/** How often the engine restarts a service that fails, see `keepRunning`. */
export const RESTART_POLICY = { Name: 'on-failure', MaximumRetryCount: 5 };

const STOP_GRACE_SECONDS = 10;
const MEBIBYTE = 1024 * 1024;
/** The engine counts processors in billionths of a core. */
const NANOCPUS = 1e9;

/**
 * What every container gets, whoever asks for it: no capability, no way to gain one, nothing writable but memory
 * file systems, no swap, a bounded log. No namespace, device or socket of the host is ever shared.
 */
const HARDENED: HostConfig = {
  Privileged: false,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges:true'],
  ReadonlyRootfs: true,
  IpcMode: 'private',
  LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
};

/** The create call of a service's container. No published port: the port switch reaches it on its network. */
export function serviceOptions(agent: string, spec: ContainerSpec): ContainerCreateOptions {
  return {
    name: containerName(spec.identity),
    Image: spec.image,
    Hostname: spec.identity.service,
    User: spec.user,
    WorkingDir: spec.workingDirectory,
    Entrypoint: [],
    Cmd: [...spec.command],
    Env: Object.entries(spec.variables).map(([name, value]) => `${name}=${value}`),
    Labels: toLabels(agent, spec),
    StopTimeout: STOP_GRACE_SECONDS,
    HostConfig: {
      ...HARDENED,
      NetworkMode: spec.network,
      Mounts: spec.mounts.map(({ source, target }) => ({
        Type: 'bind' as const,
        Source: source,
        Target: target,
        ReadOnly: true,
        BindOptions: { Propagation: 'rprivate' as const },
      })),
      Tmpfs: { ...spec.tmpfs },
      Memory: spec.memoryBytes,
      MemorySwap: spec.memoryBytes,
      ...(spec.cpus === null ? {} : { NanoCpus: Math.round(spec.cpus * NANOCPUS) }),
      PidsLimit: spec.pidsLimit,
    },
  };
}

/** A container for one command that answers a question about an image; the engine removes it by itself. */
export function onceOptions(
  labels: Record<string, string>,
  image: string,
  command: readonly string[],
): ContainerCreateOptions {
  return {
    Image: image,
    User: '65534:65534',
    WorkingDir: '/',
    Entrypoint: [],
    Cmd: [...command],
    Labels: labels,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...HARDENED,
      NetworkMode: 'none',
      AutoRemove: true,
      Tmpfs: { '/tmp': '' },
      Memory: 256 * MEBIBYTE,
      MemorySwap: 256 * MEBIBYTE,
      PidsLimit: 64,
    },
  };
}
