import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SwitchFrame } from '@sdp/protocol';
import { Serial } from '../assignments/serial.js';

/** Each file is open for a moment: as many as that at once. */
const AT_ONCE = 64;

/**
 * Where each sandbox's gateway is, as nginx reads it: a file per sandbox that holds `host:port`, or nothing while
 * there is no gateway that runs. Replaced by rename, and so effective at the next request.
 */
export class SandboxTable {
  private readonly serial = new Serial();
  private known?: Map<string, string>;

  /** `gatewayHost`: where this host's instances listen, as an URL writes it. */
  constructor(
    private readonly folder: string,
    private readonly temporary: string,
    private readonly gatewayHost: string,
  ) {}

  /** Makes the folder hold exactly these. Calls are done one after the other. */
  replace(sandboxes: SwitchFrame['sandboxes']): Promise<void> {
    return this.serial.run(async () => {
      const present = await this.namesPresent();
      const known = (this.known ??= await this.read(present));
      const wanted = new Map(sandboxes.map(({ name, hostPort }) => [name, this.addressOf(hostPort)]));

      const changed = [...wanted].filter(
        ([name, address]) => !present.has(name) || known.get(name) !== address,
      );
      await eachOf(changed, async ([name, address]) => {
        await this.write(name, address);
        known.set(name, address);
      });
      const gone = [...present].filter((name) => !wanted.has(name));
      await eachOf(gone, async (name) => {
        await rm(join(this.folder, name), { recursive: true, force: true });
        known.delete(name);
      });
    });
  }

  private addressOf(hostPort: number | null): string {
    return hostPort === null ? '' : `${this.gatewayHost}:${hostPort}`;
  }

  private async namesPresent(): Promise<Set<string>> {
    await mkdir(this.folder, { recursive: true });
    return new Set(await readdir(this.folder));
  }

  private async read(names: ReadonlySet<string>): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    await eachOf([...names], async (name) => {
      const address = await readFile(join(this.folder, name), 'utf8').catch(() => null);
      if (address !== null) found.set(name, address);
    });
    return found;
  }

  /** Not synced: after a crash of the host the control plane sends the whole table again. */
  private async write(name: string, address: string): Promise<void> {
    const beside = join(this.temporary, name);
    await writeFile(beside, address, { mode: 0o644 });
    await rename(beside, join(this.folder, name));
  }
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
}
