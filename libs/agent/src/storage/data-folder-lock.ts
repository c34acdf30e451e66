import { mkdir, stat } from 'node:fs/promises';
import { type OnApplicationShutdown } from '@nestjs/common';
import { type HostLock, tryLock } from '@sdp/deployer';
import { type AgentConfig, ConfigError } from '../config/agent-config.js';

/**
 * One agent process at a time works in a data folder: a second one would end the builds of the first, and both would
 * write the same files. Taken before anything in there is touched; the kernel gives it back when the process dies.
 */
export class DataFolderLock implements OnApplicationShutdown {
  private constructor(private readonly lock: HostLock) {}

  /** Throws `ConfigError` when another process holds it. */
  static async take({ dataDir }: AgentConfig): Promise<DataFolderLock> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // The folder itself, whatever its path: it may be mounted or linked elsewhere, too.
    const { dev, ino } = await stat(dataDir);
    const lock = await tryLock(`agent-${dev}-${ino}`);
    if (lock) return new DataFolderLock(lock);
    throw new ConfigError(
      `The agent cannot start:\n  SDP_DATA_DIR: another agent process works in ${dataDir}. Stop it first, or give this one a folder of its own.`,
    );
  }

  onApplicationShutdown(): void {
    this.lock.release();
  }
}
