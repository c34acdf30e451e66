import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type AddServiceRequest, type CloneSandboxRequest } from '@sdp/protocol';
import { type Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentGroups } from './deploying/deployment-groups.service.js';
import { type ServiceInstance } from './instances/service-instance.entity.js';
import { RouteCopies } from './route-copies.js';
import { SandboxBlueprints } from './sandbox-blueprints.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';
import { badField, beingDeleted } from './sandboxes.errors.js';

export interface SandboxClone {
  sandboxId: string;
  /** Of the deployment of all of it, when one was asked for. */
  groupId: string | null;
}

/** Makes a sandbox like another one, which everybody may read: the clone is its maker's. */
@Injectable()
export class SandboxClonesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly blueprints: SandboxBlueprints,
    private readonly groups: DeploymentGroups,
    private readonly modules: ModuleRef,
  ) {}

  clone(id: string, user: Principal, request: CloneSandboxRequest): Promise<SandboxClone> {
    return this.unitOfWork.run(async () => {
      const original = await this.records.get(id);
      if (original.deletingSince) throw beingDeleted(`Sandbox ${original.name}`);
      const services = withBranches(await this.records.lasting(id), request.branches ?? {});
      const sandbox = await this.blueprints.create(user, {
        ...settingsOf(original),
        name: request.name,
        services,
        madeFrom: `sandbox ${original.name}`,
      });
      // Asked for by name: the module of the routes is built on top of this one.
      await this.modules.get(RouteCopies, { strict: false }).copy(id, sandbox.id, user);
      const group = request.deploy ? await this.groups.start(sandbox.id, user) : null;
      return { sandboxId: sandbox.id, groupId: group?.id ?? null };
    });
  }
}

function settingsOf(original: Sandbox) {
  const { description, labels, environmentId, variables } = original;
  const { templateId, templateVersion, templateParameters } = original;
  const isFromTemplate = templateId !== null && templateVersion !== null;
  const template = { id: templateId!, version: templateVersion!, parameters: templateParameters ?? {} };
  return { description, labels, environmentId, variables, ...(isFromTemplate ? { template } : {}) };
}

/** Another branch is followed: what was pinned is of the original's. */
function withBranches(
  instances: readonly ServiceInstance[],
  branches: Readonly<Record<string, string>>,
): AddServiceRequest[] {
  const unknown = Object.keys(branches).filter((service) => !instances.some(({ name }) => name === service));
  if (unknown.length > 0)
    throw badField('branches', `names services that are not there: ${unknown.join(', ')}`);
  return instances.map(({ name, repository, pinnedCommit, containerPort, healthPath, ...instance }) => {
    const branch = branches[name] ?? instance.branch;
    const commit = branch === instance.branch ? pinnedCommit : null;
    const { variables, limits, dependsOn, follows } = instance;
    return {
      name,
      repository,
      branch,
      variables,
      limits,
      dependsOn,
      follows,
      ...(commit === null ? {} : { commit }),
      ...(containerPort === null ? {} : { containerPort }),
      ...(healthPath === null ? {} : { healthPath }),
    };
  });
}
