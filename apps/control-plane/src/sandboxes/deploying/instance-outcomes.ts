import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Not } from 'typeorm';
import { DeploymentEndings } from '../../deployments/deployment-endings.js';
import { SandboxRecords } from '../sandbox-records.js';

/** What was deployed is meant to run: wished for only once it succeeded, so that a failure changes no wish. */
@Injectable()
export class InstanceOutcomes implements OnModuleInit {
  constructor(
    private readonly endings: DeploymentEndings,
    private readonly records: SandboxRecords,
  ) {}

  onModuleInit(): void {
    this.endings.listen(async ({ sandboxId, service: name, state }) => {
      if (state !== 'succeeded') return;
      const wish = { desired: 'running', pendingCommand: null } as const;
      await this.records.instances.update({ sandboxId, name, desired: Not('removed') }, wish);
      this.records.announce(sandboxId);
    });
  }
}
