import { type ContainerIdentity, type ContainerUsage } from '../runtime/container-runtime.js';

/** What a container used between two looks. */
export interface MeasuredUsage extends Pick<ContainerUsage, 'memoryBytes' | 'memoryLimitBytes'> {
  identity: ContainerIdentity;
  /** Share of one core: 1.5 is one and a half cores. */
  cpus: number;
}

const NANOSECONDS = 1e6;

/** Turns counters into rates: it takes two samples of a container to tell how busy it is. */
export class UsageMeter {
  private before = new Map<string, ContainerUsage>();

  /** Leaves out what was not there at the last look, and what was started anew since. */
  measure(samples: readonly ContainerUsage[]): MeasuredUsage[] {
    const { before } = this;
    this.before = new Map(samples.map((sample) => [sample.id, sample]));
    return samples.flatMap((sample) => {
      const cpus = shareBetween(before.get(sample.id), sample);
      const { identity, memoryBytes, memoryLimitBytes } = sample;
      return cpus === null ? [] : [{ identity, cpus, memoryBytes, memoryLimitBytes }];
    });
  }
}

function shareBetween(before: ContainerUsage | undefined, now: ContainerUsage): number | null {
  if (!before || now.takenAt <= before.takenAt || now.cpuNanoseconds < before.cpuNanoseconds) return null;
  const share = (now.cpuNanoseconds - before.cpuNanoseconds) / ((now.takenAt - before.takenAt) * NANOSECONDS);
  return Math.round(share * 1000) / 1000;
}
