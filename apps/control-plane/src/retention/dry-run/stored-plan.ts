import { access } from 'node:fs/promises';
import { CONTROL_PLANE, readVariables } from '@sdp/settings';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { BackupError } from '../../backup/backup-error.js';
import { Clock } from '../../clock/clock.js';
import { type Config } from '../../config/config.js';
import { databaseFile, databaseOptions } from '../../database/database-options.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentHolds } from '../../deployments/deployment-holds.js';
import { DeploymentRecords } from '../../deployments/deployment-records.js';
import { EndedDeployments } from '../../deployments/ended-deployments.js';
import { LogStore } from '../../logs/log-store.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { InUse } from '../in-use.js';
import { type OpenLogs } from '../open-logs.js';
import { type Plan, RetentionPlan } from '../retention-plan.js';
import { type TrustedClock } from '../trusted-clock.js';

/** The settings that the plan goes by; a control plane that was told others plans otherwise. */
export type PlanSettings = Pick<Config, 'dataDir' | 'retention'>;

/** @throws BackupError which names a bad variable. */
export function planSettings(dataDir: string, environment: NodeJS.ProcessEnv): PlanSettings {
  const { values, problems } = readVariables(environment, CONTROL_PLANE.variables);
  const ours = problems.filter((problem) => problem.startsWith('SDP_RETENTION_'));
  if (ours.length > 0) throw new BackupError(ours.join('\n'));
  const { SDP_RETENTION_DAYS: days, SDP_RETENTION_PER_SERVICE: perService } = values;
  return { dataDir, retention: { days, perService, logShare: values.SDP_RETENTION_LOG_SHARE } };
}

/** Reads what a control plane has stored, beside it or while it is stopped, and writes nothing. */
export async function withStoredData<T>(
  dataDir: string,
  work: (database: DataSource) => Promise<T>,
): Promise<T> {
  const file = databaseFile(dataDir);
  await access(file).catch(() => {
    throw new BackupError(
      `There is no database ${file}. Which data folder? Set SDP_DATA_DIR, or give --data-dir.`,
    );
  });
  const database = new DataSource({
    ...databaseOptions(file),
    migrationsRun: false,
    readonly: true,
  } as DataSourceOptions);
  await database.initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

/**
 * What the control plane's own retention would remove: the same classes, wired by hand for reading only. A clock that is
 * not trusted yet and logs that somebody has open are known to the running control plane alone.
 */
export function storedPlan(database: DataSource, settings: PlanSettings): Promise<Plan> {
  const [clock, nothing] = [new Clock(), undefined as never];
  const config = settings as Config;
  const unitOfWork = new UnitOfWork(database);
  const records = new DeploymentRecords(unitOfWork, nothing, clock, nothing, nothing);
  const inUse = new InUse(
    new SandboxRecords(unitOfWork, nothing, clock),
    new DeploymentHolds(unitOfWork, records),
    { ids: () => [] } as unknown as OpenLogs,
  );
  const trusted = { now: () => clock.now() } as unknown as TrustedClock;
  return new RetentionPlan(
    config,
    trusted,
    new LogStore(config),
    new EndedDeployments(records),
    inUse,
  ).make();
}
