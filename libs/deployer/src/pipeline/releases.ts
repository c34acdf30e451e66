import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommitInfo, ID } from '@sdp/protocol';
import { type InstanceId } from '../deployment-request.js';
import { DeployError } from '../errors.js';
import { checkInstance } from './check-request.js';

/** One deployment's folder: `src/`, what was built, and this record as `release.json`. */
export interface Release {
  deploymentId: string;
  epoch: number;
  commit: CommitInfo;
}

/** How many releases of an instance stay on disk, the current one included. */
const KEPT = 3;

/** `releases/<sandbox>/<service>/<deployment>`: a release is removed by removing its folder. */
export class Releases {
  constructor(private readonly dataDir: string) {}

  folder(instance: InstanceId, deploymentId: string): string {
    if (!ID.test(deploymentId)) throw new DeployError('invalid-input', 'That is no deployment id.', 'app');
    return join(this.instanceFolder(instance), deploymentId);
  }

  async record(instance: InstanceId, release: Release): Promise<void> {
    const folder = this.folder(instance, release.deploymentId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'release.json'), JSON.stringify(release, null, 2));
  }

  async remove(instance: InstanceId, deploymentId: string): Promise<void> {
    await rm(this.folder(instance, deploymentId), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  async removeAll(instance: InstanceId): Promise<void> {
    await rm(this.instanceFolder(instance), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  /** Removes all but the newest ones and those `inUse` by a container. */
  async prune(instance: InstanceId, inUse: ReadonlySet<string>): Promise<void> {
    const folder = this.instanceFolder(instance);
    const names = await readdir(folder).catch(() => []);
    const releases = await Promise.all(names.map((name) => this.read(join(folder, name), name)));
    const old = releases.sort((a, b) => b.epoch - a.epoch).slice(KEPT);
    const unused = old.filter(({ deploymentId }) => !inUse.has(deploymentId));
    await Promise.all(
      unused.map(({ deploymentId }) => rm(join(folder, deploymentId), { recursive: true, force: true })),
    );
  }

  /** A folder without a readable record is half made: it counts as the oldest. */
  private async read(folder: string, deploymentId: string): Promise<Pick<Release, 'deploymentId' | 'epoch'>> {
    try {
      const { epoch } = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8')) as Release;
      return { deploymentId, epoch };
    } catch {
      return { deploymentId, epoch: -1 };
    }
  }

  private instanceFolder(instance: InstanceId): string {
    checkInstance(instance);
    return join(this.dataDir, 'releases', instance.sandboxId, instance.service);
  }

  private async removeEmptyFolders(instance: InstanceId): Promise<void> {
    const folder = this.instanceFolder(instance);
    await rmdir(folder).catch(() => undefined);
    await rmdir(join(folder, '..')).catch(() => undefined);
  }
}
