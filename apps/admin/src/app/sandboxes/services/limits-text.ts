import { type ResourceLimits } from '@sdp/protocol';

/** `512 MiB, 0.5 cores`; empty where the agent's defaults hold. */
export function limitsText({ memoryMb, cpus }: ResourceLimits): string {
  const memory = memoryMb ? `${memoryMb} MiB` : '';
  const cores = cpus ? `${cpus} ${cpus === 1 ? 'core' : 'cores'}` : '';
  return [memory, cores].filter(Boolean).join(', ');
}
