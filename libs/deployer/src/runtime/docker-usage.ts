import { type Container, type ContainerStats } from 'dockerode';
import { type ContainerUsage } from './container-runtime.js';

type Usage = Omit<ContainerUsage, 'id' | 'identity'>;

/**
 * One sample of a container's use; null when it does not run any more. The engine samples all containers that are
 * asked about together, once a second: who asks for many does so at once.
 */
export async function usageOf(container: Container): Promise<Usage | null> {
  const stats = (await container.stats({ stream: false, 'one-shot': true })) as ContainerStats;
  const { cpu_stats: cpu, memory_stats: memory } = stats;
  if (memory.usage === undefined) return null;
  return {
    takenAt: performance.now(),
    cpuNanoseconds: cpu.cpu_usage.total_usage,
    memoryBytes: memory.usage - reclaimable(memory.stats),
    memoryLimitBytes: memory.limit,
  };
}

/** Files in memory that nobody has used lately, by the name it has in either version of cgroups (as `docker stats` does). */
function reclaimable(stats: Readonly<Record<string, number | undefined>> = {}): number {
  return stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0;
}
