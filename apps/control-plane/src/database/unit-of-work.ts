import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import { DataSource, EntityManager } from 'typeorm';

interface OpenUnit {
  manager: EntityManager;
  isOpen: boolean;
  afterCommit: (() => void)[];
  /** What a nested unit threw: the whole unit must not commit any more. */
  failure?: unknown;
}

/**
 * Every write goes through here. TypeORM has one SQLite connection, and transactions that overlap on it lose each
 * other's rows; so units of work run one after the other, first come first served. Calls inside a unit join it.
 * Nothing slow (a socket, a file, a timer) is awaited inside one: everybody else waits meanwhile. What is read outside
 * of a unit may be rolled back a moment later, so every decision is made inside one.
 */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);
  private readonly storage = new AsyncLocalStorage<OpenUnit>();
  private last: Promise<unknown> = Promise.resolve();

  /** How long each unit waited for its turn, and took. */
  readonly timings = new Subject<{ waitMs: number; holdMs: number }>();

  constructor(private readonly dataSource: DataSource) {}

  /** The current unit's manager, or outside of one, a manager to read with. */
  get manager(): EntityManager {
    return this.current()?.manager ?? this.dataSource.manager;
  }

  /** Runs `work` in a transaction of its own, or in the caller's. What it throws rolls all of it back. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.current();
    if (outer) return this.join(outer, work);

    const askedAt = performance.now();
    const turn = this.last.then(() => this.measured(askedAt, () => this.transact(work)));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Tells the outside world about a change once it is on disk; at once when no unit is open. */
  afterCommit(action: () => void): void {
    const unit = this.current();
    if (unit) unit.afterCommit.push(action);
    else action();
  }

  /** Resolves when everything that was queued up to now is done. */
  async idle(): Promise<void> {
    await this.last;
  }

  private current(): OpenUnit | undefined {
    const unit = this.storage.getStore();
    return unit?.isOpen ? unit : undefined;
  }

  private async join<T>(unit: OpenUnit, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      unit.failure ??= error;
      throw error;
    }
  }

  private async measured<T>(askedAt: number, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.timings.next({ waitMs: startedAt - askedAt, holdMs: performance.now() - startedAt });
    }
  }

  private async transact<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: (() => void)[] = [];
    const result = await this.dataSource.transaction((manager) => {
      const unit: OpenUnit = { manager, isOpen: true, afterCommit };
      return this.storage.run(unit, () => this.untilClosed(unit, work));
    });
    for (const action of afterCommit) this.announce(action);
    return result;
  }

  private async untilClosed<T>(unit: OpenUnit, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (unit.failure !== undefined) throw unit.failure;
      return result;
    } finally {
      unit.isOpen = false;
    }
  }

  /** The work is committed: a listener that fails must not make it look otherwise. */
  private announce(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.logger.error({ err: error }, 'A listener failed after a commit');
    }
  }
}
