import { type InstanceId } from '../deployment-request.js';
import { type Releases, type StoredRelease } from '../pipeline/releases.js';
import { type ContainerRuntime } from '../runtime/container-runtime.js';
import { measure } from './file-tree.js';
import { type Activity, type Store, type StoredItem } from './stored-item.js';
import { type Trash } from './trash.js';

/** Releases: those that a container runs, that are being made, and that were in service last stay. */
export class StoredReleases implements Store {
  readonly kind = 'release';
  /** What was in service once does not change any more. */
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly releases: Releases,
    private readonly runtime: Pick<ContainerRuntime, 'list'>,
    private readonly activity: Activity,
    private readonly trash: Trash,
  ) {}

  async survey(): Promise<StoredItem[]> {
    const instances = await this.releases.instances();
    const inUse = await this.inUse();
    const found = await Promise.all(instances.map((instance) => this.of(instance, inUse)));
    const items = found.flat();
    const there = new Set(items.map(({ id }) => id));
    for (const id of this.sizes.keys()) if (!there.has(id)) this.sizes.delete(id);
    return items;
  }

  async remove({ id }: StoredItem): Promise<number | null> {
    const [sandboxId = '', service = '', deploymentId = ''] = id.split('/');
    let bytes: number | null = null;
    await this.activity.whileStill({ sandboxId, service }, async () => {
      const items = await this.of({ sandboxId, service }, await this.inUse());
      const item = items.find((one) => one.id === id);
      if (!item || item.isKept) return;
      await this.trash.discard(this.releases.folder({ sandboxId, service }, deploymentId));
      await this.releases.removeEmptyFolders({ sandboxId, service });
      bytes = item.bytes;
    });
    return bytes;
  }

  /** Of containers in any state, and of deployments that have none yet. Throws while the engine is away. */
  private async inUse(): Promise<Set<string>> {
    const mounted = (await this.runtime.list()).map(({ content }) => content.release);
    return new Set([...mounted, ...this.activity.deployments()]);
  }

  private async of(instance: InstanceId, inUse: ReadonlySet<string>): Promise<StoredItem[]> {
    const stored = await this.releases.stored(instance);
    const served = stored.filter(({ servedAt }) => servedAt !== null);
    const kept = new Set(served.slice(0, this.releases.kept.count).map(({ deploymentId }) => deploymentId));
    const items: StoredItem[] = [];
    for (const release of stored) {
      const { deploymentId, usedAt, device } = release;
      const id = `${instance.sandboxId}/${instance.service}/${deploymentId}`;
      items.push({
        kind: 'release',
        id,
        name: `${instance.service} of sandbox ${instance.sandboxId}, deployment ${deploymentId}`,
        bytes: await this.sizeOf(id, this.releases.folder(instance, deploymentId), release),
        usedAt,
        device,
        isKept: kept.has(deploymentId) || inUse.has(deploymentId),
      });
    }
    return items;
  }

  private async sizeOf(id: string, folder: string, { servedAt }: StoredRelease): Promise<number> {
    const known = this.sizes.get(id);
    if (known !== undefined) return known;
    const { bytes } = await measure(folder);
    if (servedAt !== null) this.sizes.set(id, bytes);
    return bytes;
  }
}
