import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { within } from '../clock/within.js';
import { UnitOfWork } from './unit-of-work.js';

/** Longer than this behind other writes, and whoever waits for the platform waits as well. */
const PATIENCE_MS = 3_000;
/** Takes the write lock and changes nothing: a database that is read-only, locked or torn refuses it. */
const EMPTY_WRITE = 'UPDATE "agent" SET "name" = "name" WHERE 1 = 0';

/** Whether the database can be worked with. Each answer is a sentence about what is wrong, or null. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  async whyNotWritable(): Promise<string | null> {
    const write = this.unitOfWork.run(() => this.unitOfWork.manager.query(EMPTY_WRITE));
    return within(PATIENCE_MS, write).then(
      () => null,
      () => 'The database takes no writes. The log of the control plane says why.',
    );
  }

  async whyNotMigrated(): Promise<string | null> {
    const isBehind = await this.dataSource.showMigrations().catch(() => true);
    return isBehind ? 'The database lacks migrations. Start the control plane again.' : null;
  }
}
