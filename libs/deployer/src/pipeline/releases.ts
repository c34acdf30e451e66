import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CommitInfo, ID } from '@sdp/protocol';
import { type InstanceId } from '../deployment-request.js';
import { DeployError } from '../errors.js';
import { checkInstance } from './check-request.js';

/** One deployment's folder: `src/`, what was built, and this record as `release.json`. */
export interface Release {
  /** The deployment that made it. Later ones may start it again. */
  deploymentId: string;
  /** Of the deployment that made it. */
  epoch: number;
  commit: CommitInfo;
  /** Epoch of the last deployment that put it into service; null while it never was. */
  servedAt: number | null;
}

/** How many releases of an instance stay on disk, the current one included. */
export const KEPT_RELEASES = 3;
const RECORD = 'release.json';

/**
 * `releases/<sandbox>/<service>/<deployment>`: a release is removed by removing its folder. That is closed to other
 * users; containers mount what is inside.
 */
export class Releases {
  constructor(private readonly dataDir: string) {}

  folder(instance: InstanceId, deploymentId: string): string {
    if (!ID.test(deploymentId)) throw new DeployError('invalid-input', 'That is no deployment id.', 'app');
    return join(this.instanceFolder(instance), deploymentId);
  }

  /** Replaces the record whole: after a crash there is the old one or the new one. */
  async record(instance: InstanceId, release: Release): Promise<void> {
    const folder = this.folder(instance, release.deploymentId);
    const path = join(folder, RECORD);
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { mode: 0o700, recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(release, null, 2));
    await rename(`${path}.new`, path);
  }

  /** Null when there is no such release, or one that is half made. */
  async find(instance: InstanceId, deploymentId: string): Promise<Release | null> {
    try {
      const text = await readFile(join(this.folder(instance, deploymentId), RECORD), 'utf8');
      const {
        epoch,
        commit,
        servedAt = epoch,
      } = JSON.parse(text) as Omit<Release, 'servedAt'> & Partial<Release>;
      return { deploymentId, epoch, commit, servedAt };
    } catch {
      return null;
    }
  }

  /** Notes that a deployment has put a release into service. */
  async noteService(instance: InstanceId, deploymentId: string, epoch: number): Promise<void> {
    const release = await this.find(instance, deploymentId);
    if (release) await this.record(instance, { ...release, servedAt: epoch });
  }

  /** Those that can be started again: what was in service last comes first. */
  async list(instance: InstanceId): Promise<string[]> {
    const releases = await this.all(instance);
    return releases.filter(({ servedAt }) => servedAt !== null).map(({ deploymentId }) => deploymentId);
  }

  async remove(instance: InstanceId, deploymentId: string): Promise<void> {
    await rm(this.folder(instance, deploymentId), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  async removeAll(instance: InstanceId): Promise<void> {
    await rm(this.instanceFolder(instance), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  /** Removes all but those that were in service last and those `inUse` by a container. What is half made goes, too. */
  async prune(instance: InstanceId, inUse: ReadonlySet<string>): Promise<void> {
    const kept = new Set([...(await this.list(instance)).slice(0, KEPT_RELEASES), ...inUse]);
    const folder = this.instanceFolder(instance);
    const unused = (await this.all(instance)).filter(({ deploymentId }) => !kept.has(deploymentId));
    await Promise.all(
      unused.map(({ deploymentId }) => rm(join(folder, deploymentId), { recursive: true, force: true })),
    );
  }

  /** A folder without a readable record is half made: it was never in service. */
  private async all(instance: InstanceId): Promise<Pick<Release, 'deploymentId' | 'servedAt'>[]> {
    const names = await readdir(this.instanceFolder(instance)).catch(() => []);
    const found = await Promise.all(
      names
        .filter((name) => ID.test(name))
        .map(async (name) => (await this.find(instance, name)) ?? { deploymentId: name, servedAt: null }),
    );
    return found.sort((a, b) => (b.servedAt ?? -1) - (a.servedAt ?? -1));
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
