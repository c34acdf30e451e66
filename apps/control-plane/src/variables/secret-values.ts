import { Injectable } from '@nestjs/common';
import { EnvironmentsService } from '../environments/environments.service.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { textsToMask } from './secret-texts.js';

/** What must not show in anything that a sandbox's containers print. */
@Injectable()
export class SecretValues {
  constructor(
    private readonly records: SandboxRecords,
    private readonly environments: EnvironmentsService,
  ) {}

  /** Older values included: what runs may have been given one of them. */
  async of(sandboxId: string): Promise<string[]> {
    const { environmentId } = await this.records.get(sandboxId);
    return environmentId === null ? [] : textsToMask(await this.environments.secretsOf(environmentId));
  }
}
