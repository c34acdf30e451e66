import { stat, statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { lastBackupSeconds } from '../backup/last-backup.js';
import { BrowserEntrance } from '../browser-socket/browser-entrance.js';
import { Config } from '../config/config.js';
import { databaseFile } from '../database/database-options.js';
import { STATES_ON_AGENT } from '../deployments/deployment-states.js';
import { DeploymentHistory } from '../deployments/deployment-history.js';
import { versionOf } from '../version.js';
import { AgentGauges } from './agent-gauges.js';
import { Metrics } from './metrics.js';

/** What is not counted but looked up, at the moment somebody reads the metrics. */
@Injectable()
export class Gauges {
  constructor(
    private readonly metrics: Metrics,
    private readonly agents: AgentGauges,
    private readonly history: DeploymentHistory,
    private readonly browsers: BrowserEntrance,
    private readonly config: Config,
  ) {}

  async refresh(): Promise<void> {
    this.metrics.build.set({ version: versionOf(this.config.release) }, 1);
    await Promise.all([this.agents.refresh(), this.refreshDeployments(), this.refreshStorage()]);
    this.metrics.sockets.set({ namespace: 'browsers' }, this.browsers.connections);
  }

  private async refreshDeployments(): Promise<void> {
    const counts = await this.history.activeCounts();
    this.metrics.queued.set({ state: 'waiting' }, counts.get('queued') ?? 0);
    this.metrics.queued.set({ state: 'parked' }, counts.get('parked') ?? 0);
    for (const state of STATES_ON_AGENT) this.metrics.onAgents.set({ state }, counts.get(state) ?? 0);
  }

  private async refreshStorage(): Promise<void> {
    const { dataDir } = this.config;
    const database = databaseFile(dataDir);
    this.metrics.databaseBytes.set({ file: 'main' }, await sizeOf(database));
    this.metrics.databaseBytes.set({ file: 'wal' }, await sizeOf(`${database}-wal`));
    const { bavail, blocks, bsize } = await statfs(dataDir);
    this.metrics.freeDisk.set(bavail * bsize);
    this.metrics.totalDisk.set(blocks * bsize);
    this.metrics.lastBackup.set(await lastBackupSeconds(dataDir));
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
