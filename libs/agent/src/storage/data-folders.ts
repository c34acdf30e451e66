import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AgentConfig } from '../config/agent-config.js';
import { DataFolderLock } from './data-folder-lock.js';

/** Where the agent's own records lie. The deployer keeps its folders (mirrors, releases) beside them. */
@Injectable()
export class DataFolders {
  /** One journal per deployment that is not settled yet. */
  readonly deployments: string;
  /** One log per deployment that is not settled yet. */
  readonly spool: string;
  /** Highest epoch of every instance, one file per sandbox. */
  readonly epochs: string;

  /** Nothing is touched before the lock is held. */
  constructor(config: AgentConfig, _lock: DataFolderLock) {
    this.deployments = join(config.dataDir, 'deployments');
    this.spool = join(config.dataDir, 'spool');
    this.epochs = join(config.dataDir, 'epochs');
    for (const folder of [this.deployments, this.spool, this.epochs]) prepare(folder);
  }
}

/** Also removes what a crash left half-written (durable-file.ts). */
function prepare(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(folder)) if (file.endsWith('.tmp')) rmSync(join(folder, file));
}
