import { join } from 'node:path';
import { type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations.js';

/** In the data folder of the control plane. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'control-plane.sqlite');
}

/** SQLite as this system needs it: what was acknowledged survives a power cut, and readers never block the writer. */
export function databaseOptions(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: file,
    entities,
    migrations,
    migrationsRun: true,
    synchronize: false,
    enableWAL: true,
    prepareDatabase: (database: { pragma(text: string): unknown }) => {
      database.pragma('synchronous = FULL');
      database.pragma('busy_timeout = 5000');
    },
  };
}
