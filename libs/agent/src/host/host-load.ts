import { cpus, freemem, totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import { type HostLoad } from '@sdp/protocol';

interface Ticks {
  idle: number;
  all: number;
}

/** How busy the whole host is: between two looks at it, as far as its processors go. */
@Injectable()
export class HostLoadMeter {
  private before = ticksOf(cpus());

  look(): HostLoad {
    const now = ticksOf(cpus());
    const cpu = busyShare(this.before, now);
    this.before = now;
    return { cpu, memoryUsedBytes: totalmem() - freemem(), memoryTotalBytes: totalmem() };
  }
}

/** 0 where no time has passed. */
export function busyShare(before: Ticks, now: Ticks): number {
  const all = now.all - before.all;
  if (all <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (now.idle - before.idle) / all));
}

export function ticksOf(processors: readonly { times: Record<string, number> }[]): Ticks {
  const ticks = { idle: 0, all: 0 };
  for (const { times } of processors) {
    ticks.idle += times['idle'] ?? 0;
    ticks.all += Object.values(times).reduce((sum, time) => sum + time, 0);
  }
  return ticks;
}
