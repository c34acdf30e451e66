import { type ResourceLimits } from '@sdp/protocol';
import { type ContainerLimits } from '../deployer-config.js';
import { type ContainerSpec } from '../runtime/container-runtime.js';

const MEBIBYTE = 1024 * 1024;

/** What a container may use: what was asked for, and the host's own limits for the rest. */
export function limitsOf(
  { memoryMb, cpus }: ResourceLimits = {},
  defaults: ContainerLimits,
): Pick<ContainerSpec, 'memoryBytes' | 'cpus' | 'pidsLimit'> {
  return {
    memoryBytes: memoryMb ? memoryMb * MEBIBYTE : defaults.memoryBytes,
    cpus: cpus ?? null,
    pidsLimit: defaults.pids,
  };
}
