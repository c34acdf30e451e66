import { Injectable } from '@nestjs/common';
import { EnvironmentsService } from '../environments/environments.service.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { SecretMask } from './secret-mask.js';

/** The secrets that a sandbox's containers may print. */
@Injectable()
export class SandboxSecrets {
  constructor(
    private readonly sandboxes: SandboxRecords,
    private readonly environments: EnvironmentsService,
  ) {}

  /** Of its environment as of now and of before: what runs may have been given an older one. */
  async maskFor(sandboxId: string): Promise<SecretMask> {
    const { environmentId } = await this.sandboxes.get(sandboxId);
    return new SecretMask(environmentId === null ? [] : await this.environments.secretsOf(environmentId));
  }
}
