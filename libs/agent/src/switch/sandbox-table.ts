import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type SwitchFrame } from '@sdp/protocol';
import { Serial } from '../assignments/serial.js';

/** How many files are done between two looks at what else there is to do. */
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
      await eachOf(changed, ([name, address]) => {
        this.write(name, address);
        known.set(name, address);
      });
      const gone = [...present].filter((name) => !wanted.has(name));
      await eachOf(gone, (name) => {
        rmSync(join(this.folder, name), { recursive: true, force: true });
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
    await eachOf([...names], (name) => {
      const path = join(this.folder, name);
      if (statSync(path).isFile()) found.set(name, readFileSync(path, 'utf8'));
    });
    return found;
  }

  /** Not synced: after a crash of the host the control plane sends the whole table again. */
  private write(name: string, address: string): void {
    const beside = join(this.temporary, name);
    writeFileSync(beside, address, { mode: 0o644 });
    renameSync(beside, join(this.folder, name));
  }
}

/** Of such small files each is done at once: handing a thousand to other threads takes many times as long. */
async function eachOf<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index % AT_ONCE === 0) await setImmediate();
    work(item);
  }
}
