import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, type UpdateServiceRequest } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type Sandbox } from '../sandbox.entity.js';
import { InstanceCreation } from './instance-creation.js';
import { type ServiceInstance } from './service-instance.entity.js';

/** Adds services to sandboxes and changes them. */
@Injectable()
export class ServiceInstancesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly creation: InstanceCreation,
    private readonly audit: AuditTrail,
  ) {}

  add(sandboxId: string, user: Viewer, request: AddServiceRequest): Promise<ServiceInstance> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      const [instance] = await this.creation.addAll(sandboxId, [request]);
      const { name, repository, branch } = instance!;
      this.records.announce(sandboxId);
      const summary = `added ${name} from ${branch} of ${repository}`;
      await this.note(sandbox, name, 'added', summary, { repository, branch });
      return instance!;
    });
  }

  /** Takes effect with the next deployment. */
  update(sandboxId: string, name: string, user: Viewer, request: UpdateServiceRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      const { sandbox, instance } = await this.records.changeableInstance(sandboxId, name, user, 'mayEdit');
      const settings = settingsAfter(instance, request);
      await this.records.instances.update({ id: instance.id }, settings);
      await this.creation.checkDependencies(sandboxId);
      this.records.announce(sandboxId);
      const { branch, pinnedCommit } = settings;
      await this.note(sandbox, name, 'changed', changeOf(name, request), { branch, commit: pinnedCommit });
    });
  }

  private note(
    sandbox: Sandbox,
    name: string,
    verb: string,
    summary: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const subject = `${sandbox.name}/${name}`;
    return this.audit.record({ action: `service.${verb}`, subject, sandboxId: sandbox.id, summary, details });
  }
}

/** Another branch without a commit follows that branch again. */
function settingsAfter(instance: ServiceInstance, request: UpdateServiceRequest) {
  const { branch = instance.branch, commit } = request;
  const pinIfUntold = branch === instance.branch ? instance.pinnedCommit : null;
  const {
    containerPort = instance.containerPort,
    healthPath = instance.healthPath,
    variables = instance.variables,
    limits = instance.limits,
    dependsOn = instance.dependsOn,
    follows = instance.follows,
  } = request;
  const pinnedCommit = commit === undefined ? pinIfUntold : commit;
  return { branch, pinnedCommit, containerPort, healthPath, variables, limits, dependsOn, follows };
}

const WORDS: Readonly<Record<keyof UpdateServiceRequest, string>> = {
  branch: 'branch',
  commit: 'pinned commit',
  containerPort: 'port',
  healthPath: 'health path',
  variables: 'variables',
  limits: 'limits',
  dependsOn: 'dependencies',
  follows: 'whether it follows its branch',
};

function changeOf(name: string, request: UpdateServiceRequest): string {
  const changed = (Object.keys(WORDS) as (keyof UpdateServiceRequest)[]).filter(
    (setting) => request[setting] !== undefined,
  );
  if (changed.length === 1 && request.branch) return `changed the branch of ${name} to ${request.branch}`;
  return `changed ${changed.map((setting) => WORDS[setting]).join(', ') || 'nothing'} of ${name}`;
}
