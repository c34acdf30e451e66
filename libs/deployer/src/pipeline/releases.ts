import { mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CommitInfo, ID, SERVICE_NAME } from '@sdp/protocol';
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

/** What is on disk of a release. */
export interface StoredRelease extends Pick<Release, 'deploymentId' | 'servedAt'> {
  /** When it began to serve last, or ceased to: milliseconds of the wall clock. */
  usedAt: number;
  /** Number of its file system. */
  device: number;
}

export interface KeptReleases {
  /** So many of an instance stay however old they are, the current one included. */
  count: number;
  /** Those beyond are left to the retention, which looks at their age; else they go at once. */
  areOldOnesLeft: boolean;
}

/** More cannot be told to anybody. */
const MOST_LISTED = 50;
const RECORD = 'release.json';

/**
 * `releases/<sandbox>/<service>/<deployment>`: a release is removed by removing its folder. That is closed to other
 * users; containers mount what is inside.
 */
export class Releases {
  constructor(
    private readonly dataDir: string,
    readonly kept: KeptReleases,
  ) {}

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

  /** Notes that a release went out of service just now. */
  async noteEnd(instance: InstanceId, deploymentId: string): Promise<void> {
    const now = new Date();
    await utimes(join(this.folder(instance, deploymentId), RECORD), now, now).catch(() => undefined);
  }

  /** Those that can be started again: what was in service last comes first. */
  async list(instance: InstanceId): Promise<string[]> {
    const releases = await this.all(instance);
    return releases
      .filter(({ servedAt }) => servedAt !== null)
      .map(({ deploymentId }) => deploymentId)
      .slice(0, MOST_LISTED);
  }

  async remove(instance: InstanceId, deploymentId: string): Promise<void> {
    await rm(this.folder(instance, deploymentId), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  async removeAll(instance: InstanceId): Promise<void> {
    await rm(this.instanceFolder(instance), { recursive: true, force: true });
    await this.removeEmptyFolders(instance);
  }

  /** Every instance that has a folder here, whether or not it has a container. */
  async instances(): Promise<InstanceId[]> {
    const root = join(this.dataDir, 'releases');
    const sandboxes = await foldersIn(root, ID);
    const found = await Promise.all(
      sandboxes.map(async (sandboxId) =>
        (await foldersIn(join(root, sandboxId), SERVICE_NAME)).map((service) => ({ sandboxId, service })),
      ),
    );
    return found.flat();
  }

  /** All of an instance, half-made ones last; what was in service last comes first. */
  async stored(instance: InstanceId): Promise<StoredRelease[]> {
    const stored = await Promise.all(
      (await this.all(instance)).map(async ({ deploymentId, servedAt }) => {
        const folder = this.folder(instance, deploymentId);
        const found = await stat(join(folder, RECORD)).catch(() => stat(folder).catch(() => null));
        return found && { deploymentId, servedAt, usedAt: found.mtimeMs, device: found.dev };
      }),
    );
    return stored.filter((release) => release !== null);
  }

  /**
   * Removes all but those that were in service last and those `inUse` by a container, when old ones are not left to
   * the retention. What is half made goes in any case.
   */
  async prune(instance: InstanceId, inUse: ReadonlySet<string>): Promise<void> {
    const { count, areOldOnesLeft } = this.kept;
    const served = (await this.all(instance)).filter(({ servedAt }) => servedAt !== null);
    const stay = (areOldOnesLeft ? served : served.slice(0, count)).map(({ deploymentId }) => deploymentId);
    const kept = new Set([...stay, ...inUse]);
    const folder = this.instanceFolder(instance);
    const unused = (await this.all(instance)).filter(({ deploymentId }) => !kept.has(deploymentId));
    await Promise.all(
      unused.map(({ deploymentId }) => rm(join(folder, deploymentId), { recursive: true, force: true })),
    );
  }

  /** Where nothing is left of an instance or a sandbox. */
  async removeEmptyFolders(instance: InstanceId): Promise<void> {
    const folder = this.instanceFolder(instance);
    await rmdir(folder).catch(() => undefined);
    await rmdir(join(folder, '..')).catch(() => undefined);
  }

  /** A folder without a readable record is half made: it was never in service. */
  private async all(instance: InstanceId): Promise<Pick<Release, 'deploymentId' | 'servedAt'>[]> {
    const names = await foldersIn(this.instanceFolder(instance), ID);
    const found = await Promise.all(
      names.map(async (name) => (await this.find(instance, name)) ?? { deploymentId: name, servedAt: null }),
    );
    return found.sort((a, b) => (b.servedAt ?? -1) - (a.servedAt ?? -1));
  }

  private instanceFolder(instance: InstanceId): string {
    checkInstance(instance);
    return join(this.dataDir, 'releases', instance.sandboxId, instance.service);
  }
}

/** Names of the folders in a folder that look like ours; a link is none. */
async function foldersIn(folder: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && name.test(entry.name)).map((entry) => entry.name);
}
