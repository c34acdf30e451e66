import { Injectable } from '@nestjs/common';
import { type UpdateSandboxRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';
import { sandboxNameTaken } from './sandboxes.errors.js';

/** Changes what a sandbox is called and what its services are given. */
@Injectable()
export class SandboxesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly environments: EnvironmentsService,
    private readonly audit: AuditTrail,
  ) {}

  /** Another name is its owner's to give, and ops'. */
  update(id: string, user: Viewer, request: UpdateSandboxRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(id, user, 'mayEdit');
      const { name = sandbox.name, environmentId = sandbox.environmentId } = request;
      if (name !== sandbox.name) await this.rename(sandbox, name, user);
      if (environmentId && environmentId !== sandbox.environmentId)
        await this.environments.get(environmentId);

      const { description = sandbox.description, labels = sandbox.labels } = request;
      const { variables = sandbox.variables } = request;
      const settings = { name, description, labels, environmentId, variables };
      await this.records.sandboxes.update({ id }, settings);
      this.records.announce(id);
      await this.note(sandbox, settings);
    });
  }

  private async rename({ id }: Sandbox, name: string, user: Viewer): Promise<void> {
    await this.records.ownable(id, user);
    if (await this.records.sandboxes.existsBy({ name })) throw sandboxNameTaken(name);
    await this.deployments.rename(id, name);
  }

  private async note(before: Sandbox, after: Pick<Sandbox, Setting>): Promise<void> {
    const changed = SETTINGS.filter((one) => JSON.stringify(before[one]) !== JSON.stringify(after[one]));
    const words = changed.map((one) => WORDS[one]).join(', ') || 'nothing';
    await this.audit.record({
      action: before.name === after.name ? 'sandbox.changed' : 'sandbox.renamed',
      subject: after.name,
      sandboxId: before.id,
      summary:
        before.name === after.name
          ? `changed ${words} of the sandbox`
          : `renamed the sandbox from ${before.name} to ${after.name}`,
      details: { changed },
    });
  }
}

const WORDS = {
  name: 'the name',
  description: 'the description',
  labels: 'the labels',
  environmentId: 'the environment',
  variables: 'the variables',
} as const;
type Setting = keyof typeof WORDS;
const SETTINGS = Object.keys(WORDS) as Setting[];
