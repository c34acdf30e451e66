import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type ReadinessCheck } from '@sdp/protocol';
import { Config } from '../config/config.js';
import { DatabaseHealth } from '../database/database-health.js';

const MEBIBYTE = 1024 * 1024;

/** What has to be well on this host. Each check answers a sentence about what is wrong, or null. */
@Injectable()
export class ReadinessChecks {
  constructor(
    private readonly config: Config,
    private readonly database: DatabaseHealth,
  ) {}

  async run(): Promise<ReadinessCheck[]> {
    const checks = {
      database: this.database.whyNotWritable(),
      migrations: this.database.whyNotMigrated(),
      logs: this.whyNoLogs(),
      disk: this.whyNoRoom(),
    };
    return Promise.all(
      Object.entries(checks).map(async ([name, reason]) => {
        const said = await reason;
        return { name: name as keyof typeof checks, isGood: said === null, reason: said };
      }),
    );
  }

  private async whyNoLogs(): Promise<string | null> {
    const isWritable = await access(join(this.config.dataDir, 'logs'), constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    return isWritable ? null : 'The folder of the logs cannot be written. Give the program its data folder.';
  }

  private async whyNoRoom(): Promise<string | null> {
    const { bavail, bsize } = await statfs(this.config.dataDir);
    const { minFreeDiskBytes } = this.config;
    if (bavail * bsize >= minFreeDiskBytes) return null;
    return `Less than ${minFreeDiskBytes / MEBIBYTE} MB of the disk are free. Free some space.`;
  }
}
