import { chmodSync, mkdirSync } from 'node:fs';
import { Global, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config/config.js';
import { databaseFile, databaseOptions } from './database-options.js';
import { DatabaseHealth } from './database-health.js';
import { upgradeDatabase } from './upgrade-database.js';
import { UnitOfWork } from './unit-of-work.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: async ({ dataDir }: Config) => {
        mkdirSync(dataDir, { recursive: true });
        chmodSync(dataDir, 0o700);
        const backup = await upgradeDatabase(databaseFile(dataDir));
        if (backup) new Logger('Upgrade').log(`The database is upgraded; a backup from before is ${backup}`);
        return { ...databaseOptions(databaseFile(dataDir)), retryAttempts: 0 };
      },
    }),
  ],
  providers: [UnitOfWork, DatabaseHealth],
  exports: [UnitOfWork, DatabaseHealth],
})
export class DatabaseModule {}
