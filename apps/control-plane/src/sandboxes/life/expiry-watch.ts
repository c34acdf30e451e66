import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { type Sandbox } from '../sandbox.entity.js';

/** The least time that an end is looked at before it counts: a clock that is wrong at boot is set right by then. */
const LEAST_LOOK_MS = 60_000;
/** A wall clock that says otherwise for this long was set right, not wrong. */
const LONGEST_DOUBT_MS = 24 * 3_600_000;

interface Watched {
  expiresAt: number;
  /** On the monotonic clock. */
  dueAt: number;
  /** Since when, on the monotonic clock, the wall clock alone says that it is over. */
  doubtedSince: number | null;
}

/**
 * How long sandboxes still have, on two clocks: the wall clock may jump, the monotonic one forgets with a restart.
 * What only one of them says is not acted upon.
 */
@Injectable()
export class ExpiryWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(private readonly clock: Clock) {}

  /** The rest is gone, or never expires. */
  keepOnly(sandboxes: readonly Sandbox[]): void {
    const ids = new Set(sandboxes.map(({ id }) => id));
    for (const id of this.watched.keys()) if (!ids.has(id)) this.watched.delete(id);
  }

  remainingMs({ id, expiresAt }: Pick<Sandbox, 'id' | 'expiresAt'>): number {
    if (!expiresAt) return Infinity;
    const byWall = expiresAt.getTime() - this.clock.now().getTime();
    const watched = this.watchedOf(id, expiresAt.getTime(), byWall);
    if (this.isBeyondDoubt(watched, byWall)) return byWall;
    return Math.max(byWall, watched.dueAt - this.clock.elapsed());
  }

  private watchedOf(id: string, expiresAt: number, byWall: number): Watched {
    const known = this.watched.get(id);
    if (known?.expiresAt === expiresAt) return known;
    const dueAt = this.clock.elapsed() + Math.max(byWall, LEAST_LOOK_MS);
    const watched = { expiresAt, dueAt, doubtedSince: null };
    this.watched.set(id, watched);
    return watched;
  }

  private isBeyondDoubt(watched: Watched, byWall: number): boolean {
    if (byWall > 0) watched.doubtedSince = null;
    else watched.doubtedSince ??= this.clock.elapsed();
    return watched.doubtedSince !== null && this.clock.elapsed() >= watched.doubtedSince + LONGEST_DOUBT_MS;
  }
}
