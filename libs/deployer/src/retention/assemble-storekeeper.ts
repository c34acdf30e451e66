import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildRunner } from '../builds/build-runner.js';
import { type DeployerConfig } from '../deployer-config.js';
import { type Mirrors } from '../git/mirrors.js';
import { type Releases } from '../pipeline/releases.js';
import { type ContainerRuntime } from '../runtime/container-runtime.js';
import { type DeployStrategy } from '../strategies/deploy-strategy.js';
import { DEFAULT_RETENTION } from './retention-rules.js';
import { type Activity, type Store } from './stored-item.js';
import { StoredCaches } from './stored-caches.js';
import { StoredImages } from './stored-images.js';
import { StoredMirrors } from './stored-mirrors.js';
import { StoredReleases } from './stored-releases.js';
import { Storekeeper } from './storekeeper.js';
import { Trash } from './trash.js';

/** What fills the host's disks, and what it is reached through. */
export interface Storage {
  config: DeployerConfig;
  strategies: readonly DeployStrategy[];
  releases: Releases;
  mirrors: Mirrors;
  builds: BuildRunner;
  runtime: ContainerRuntime;
}

export function storekeeperOf(storage: Storage, activity: Activity): Storekeeper {
  const { config, strategies, releases, mirrors, builds, runtime } = storage;
  const { dataDir, cacheDir, retention: rules = DEFAULT_RETENTION } = config;
  const trash = new Trash(join(dataDir, 'trash'));
  const layouts = strategies.flatMap((strategy) => strategy.caches);
  const caches = new StoredCaches(cacheDir, layouts, builds);
  const stacks = strategies.map(({ stack }) => stack);
  const device = async () => (await stat(dataDir)).dev;
  const stores: Store[] = [
    new StoredReleases(releases, runtime, activity, trash),
    new StoredMirrors(mirrors, join(dataDir, 'repos'), activity, trash),
    caches,
    new StoredImages(runtime, stacks, Object.values(config.images), device),
  ];
  const emptyTrash = async () => {
    await trash.empty();
    await caches.emptyTrash();
  };
  return new Storekeeper({ rules, folders: [dataDir, cacheDir], stores, emptyTrash });
}
