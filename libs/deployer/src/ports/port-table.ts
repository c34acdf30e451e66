import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type PortEntry } from './port-switch.js';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

interface TableFile {
  bootId: string;
  ports: Record<string, PortEntry>;
}

/** The switch's table on disk: replaced by rename, so that a reader sees the old one or the new one. */
export class PortTable {
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {}

  /**
   * What was saved last. After a reboot every port is parked: containers have other addresses, and an old one may
   * belong to somebody else's container by now.
   */
  async load(): Promise<Map<number, PortEntry>> {
    const text = await readFile(this.path, 'utf8').catch(() => null);
    if (text === null) return new Map();
    const { bootId, ports } = JSON.parse(text) as TableFile;
    const isRebooted = bootId !== (await currentBoot());
    return new Map(
      Object.entries(ports).map(([port, { target, isParked }]) => [
        Number(port),
        { target, isParked: isParked || isRebooted },
      ]),
    );
  }

  /** On disk when it resolves. Calls are done one after the other. */
  save(entries: ReadonlyMap<number, PortEntry>): Promise<void> {
    const ports = Object.fromEntries(entries);
    this.saving = this.saving.catch(() => undefined).then(() => this.write(ports));
    return this.saving;
  }

  private async write(ports: Record<string, PortEntry>): Promise<void> {
    const content: TableFile = { bootId: await currentBoot(), ports };
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(`${this.path}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(content, null, 2));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(`${this.path}.new`, this.path);
  }
}

async function currentBoot(): Promise<string> {
  return (await readFile(BOOT_ID, 'utf8')).trim();
}
