import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { ConfigError } from '../../config/config.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EnvironmentRecords } from '../environment-records.js';
import { SecretBox } from './secret-box.js';

/** At boot: makes sure that every sealed value can be opened, and takes those of the previous key over to the present. */
@Injectable()
export class SealedValues implements OnModuleInit {
  private readonly logger = new Logger(SealedValues.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: EnvironmentRecords,
    private readonly secrets: SecretBox,
  ) {}

  /** @throws ConfigError when the key is not there, or another one. */
  async onModuleInit(): Promise<void> {
    const keyIds = await this.keysInUse();
    const unknown = keyIds.filter((id) => !this.secrets.opens(id));
    if (unknown.length > 0) throw new ConfigError([await this.problemWith(unknown)]);
    const previous = keyIds.filter((id) => id !== this.secrets.presentKeyId);
    if (previous.length > 0) await this.unitOfWork.run(() => this.sealAnew(previous));
  }

  private async keysInUse(): Promise<string[]> {
    const rows = await this.records.values
      .createQueryBuilder('value')
      .select('DISTINCT value.keyId', 'keyId')
      .where({ keyId: Not(IsNull()) })
      .getRawMany<{ keyId: string }>();
    return rows.map(({ keyId }) => keyId);
  }

  private async sealAnew(keyIds: string[]): Promise<void> {
    const rows = await this.records.values.findBy({ keyId: In(keyIds) });
    for (const row of rows) {
      const { environmentId, name, since } = row;
      const sealed = this.secrets.seal(this.secrets.textOf(row, row), row);
      await this.records.values.update({ environmentId, name, since }, sealed);
    }
    this.logger.log(`Sealed ${rows.length} secrets with the new SDP_MASTER_KEY; the previous one can go now`);
  }

  private async problemWith(keyIds: string[]): Promise<string> {
    const names = await this.environmentsWith(keyIds);
    const what = `the secrets of ${names.join(', ')} were sealed with the key whose fingerprint is ${keyIds.join(' and ')}`;
    const remedy =
      'Set that key again. To change to a new one, set the new as SDP_MASTER_KEY and the old as SDP_MASTER_KEY_PREVIOUS';
    return this.secrets.presentKeyId === null
      ? `SDP_MASTER_KEY: is required: ${what}. ${remedy}`
      : `SDP_MASTER_KEY: is another key (${this.secrets.presentKeyId}): ${what}. ${remedy}`;
  }

  private async environmentsWith(keyIds: string[]): Promise<string[]> {
    const rows = await this.records.values.find({
      where: { keyId: In(keyIds) },
      select: { environmentId: true },
    });
    const environments = await this.records.environments.find({
      where: { id: In([...new Set(rows.map(({ environmentId }) => environmentId))]) },
      order: { name: 'ASC' },
    });
    return environments.map(({ name }) => name);
  }
}
