import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { AgentConfig } from '../config/agent-config.js';
import { DataFolderLock } from '../storage/data-folder-lock.js';
import { ControlLink } from './control-link.js';

/**
 * The file `link` in the data folder: `up <pid>` while the control plane has answered this process's hello, else
 * `down <pid>`. For whoever looks from beside, as `deploy/deploy.sh` does after an upgrade. What a killed process left
 * names a process that is gone.
 */
@Injectable()
export class LinkMark {
  private readonly log = new Logger(LinkMark.name);
  private readonly path: string;

  constructor({ dataDir }: AgentConfig, _lock: DataFolderLock, link: ControlLink) {
    this.path = join(dataDir, 'link');
    link.onReady(() => this.write('up'));
    link.onDown(() => this.write('down'));
  }

  private write(state: 'up' | 'down'): void {
    try {
      writeFileSync(`${this.path}.new`, `${state} ${process.pid}\n`, { mode: 0o644 });
      renameSync(`${this.path}.new`, this.path);
    } catch (error) {
      this.log.warn(`the file ${this.path} could not be written: ${(error as Error).message}`);
    }
  }
}
