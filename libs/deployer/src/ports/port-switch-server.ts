import { Forwarder, targetKey } from './forwarder.js';
import { OpenConnections } from './open-connections.js';
import { type PortEntry, type PortTarget } from './port-switch.js';
import { type PortTable } from './port-table.js';

/** The switch itself, inside its process: the table, and one forwarder per port. */
export class PortSwitchServer {
  private entries = new Map<number, PortEntry>();
  private readonly forwarders = new Map<number, Forwarder>();
  private readonly connections = new OpenConnections();
  private changes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly table: PortTable,
    private readonly bindAddress: string,
  ) {}

  /** Takes up the ports of an earlier process. One that is taken meanwhile stays in the table, for a later call. */
  async restore(): Promise<void> {
    this.entries = await this.table.load();
    for (const port of this.entries.keys()) await this.listen(port).catch(() => undefined);
  }

  hold(port: number): Promise<void> {
    return this.change(port, (entry) => entry ?? { target: null, isParked: true });
  }

  point(port: number, target: PortTarget): Promise<void> {
    return this.change(port, () => ({ target, isParked: false }));
  }

  park(port: number): Promise<void> {
    return this.inTurn(async () => {
      const entry = this.entries.get(port);
      if (entry && !entry.isParked) await this.put(port, { ...entry, isParked: true });
    });
  }

  clear(port: number): Promise<void> {
    return this.inTurn(async () => {
      this.forwarders.get(port)?.close();
      this.forwarders.delete(port);
      if (this.entries.delete(port)) await this.table.save(this.entries);
    });
  }

  list(): ReadonlyMap<number, PortEntry> {
    return this.entries;
  }

  drain(target: Pick<PortTarget, 'host' | 'port'>, timeoutMs: number): Promise<void> {
    return this.connections.drained(targetKey(target), timeoutMs);
  }

  /** Gives up every port; open connections go on. The table stays. */
  release(): void {
    for (const forwarder of this.forwarders.values()) forwarder.close();
    this.forwarders.clear();
  }

  private change(port: number, next: (entry: PortEntry | undefined) => PortEntry): Promise<void> {
    return this.inTurn(async () => {
      await this.listen(port);
      const entry = this.entries.get(port);
      const changed = next(entry);
      if (changed !== entry) await this.put(port, changed);
    });
  }

  /** New connections see it at once; the caller hears when it is on disk. */
  private async put(port: number, entry: PortEntry): Promise<void> {
    this.entries.set(port, entry);
    await this.table.save(this.entries);
  }

  private async listen(port: number): Promise<void> {
    if (this.forwarders.has(port)) return;
    const forwarder = new Forwarder(this.connections, () => openTarget(this.entries.get(port)));
    await forwarder.listen(port, this.bindAddress);
    this.forwarders.set(port, forwarder);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.changes.catch(() => undefined).then(work);
    this.changes = done;
    return done;
  }
}

function openTarget(entry: PortEntry | undefined): PortTarget | null {
  return entry && !entry.isParked ? entry.target : null;
}
