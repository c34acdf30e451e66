import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY_NAME } from '@sdp/protocol';
import { type Mirrors } from '../git/mirrors.js';
import { look, measure } from './file-tree.js';
import { type Activity, type Store, type StoredItem } from './stored-item.js';
import { type Trash } from './trash.js';

const SUFFIX = '.git';

/** Git mirrors. One that is gone is made anew by the next fetch, with the credentials of whoever asks for it. */
export class StoredMirrors implements Store {
  readonly kind = 'mirror';

  constructor(
    private readonly mirrors: Mirrors,
    private readonly folder: string,
    private readonly activity: Activity,
    private readonly trash: Trash,
  ) {}

  async survey(): Promise<StoredItem[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    const names = entries
      .filter((entry) => entry.isDirectory() && entry.name.endsWith(SUFFIX))
      .map(({ name }) => name.slice(0, -SUFFIX.length))
      .filter((name) => REPOSITORY_NAME.test(name));
    const items = await Promise.all(names.map((name) => this.of(name)));
    return items.filter((item) => item !== null);
  }

  async remove({ id: name, usedAt }: StoredItem): Promise<number | null> {
    const repository = { name };
    return this.mirrors.alone(repository, async ({ path }) => {
      const item = await this.of(name);
      // It may have been fetched into meanwhile, or a deployment may have begun that will check out from it.
      if (!item || item.isKept || item.usedAt > usedAt) return null;
      await this.trash.discard(path);
      return item.bytes;
    });
  }

  /** Null for what is no mirror of ours. */
  private async of(name: string): Promise<StoredItem | null> {
    const mirror = this.mirrors.of({ name });
    const usedAt = await mirror.lastUse();
    const own = await look(join(mirror.path));
    if (usedAt === null || !own) return null;
    return {
      kind: 'mirror',
      id: name,
      name: `mirror of repository ${name}`,
      bytes: (await measure(mirror.path)).bytes,
      usedAt,
      device: own.dev,
      isKept: this.activity.repositories().has(name),
    };
  }
}
