import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type RunDeploymentFrame } from '@sdp/protocol';
import { CredentialVault } from '../../auth/credential-vault.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { DeploymentDeadlines } from './deployment-deadlines.js';
import { RunPlanner } from './run-planner.js';

/** Puts together what an agent needs to know of a deployment, as of the moment it is sent, and notes the routes. */
@Injectable()
export class RunFrames {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly vault: CredentialVault,
    private readonly deadlines: DeploymentDeadlines,
    private readonly modules: ModuleRef,
  ) {}

  /** @throws DomainError `not-found` when the instance is gone. */
  async frameFor(deployment: Deployment): Promise<RunDeploymentFrame> {
    const { id, sandboxId, service, pinnedCommit, releaseOf, access } = deployment;
    // Asked for by name: the planner's module is built on top of this one.
    const planner = this.modules.get(RunPlanner, { strict: false });
    const plan = await planner.plan(deployment);
    const { hostPort, containerPort, health, limits, variables, secrets, routes, routeRevision } = plan;
    await this.records.patch(id, { routes, routeRevision });
    const credentials = this.vault.credentialsFor(id);

    return {
      deploymentId: id,
      epoch: deployment.epoch,
      sandboxId,
      sandboxName: deployment.sandboxName,
      service,
      repository: deployment.repository,
      branch: deployment.branch,
      hostPort,
      health,
      limits,
      variables,
      secrets,
      deadlineMs: this.deadlines.remaining(deployment),
      ...(pinnedCommit ? { commit: pinnedCommit } : {}),
      ...(containerPort ? { containerPort } : {}),
      ...(credentials ? { credentials } : {}),
      ...(access && !releaseOf ? { access } : {}),
      ...(releaseOf ? { release: releaseOf } : {}),
      ...(routeRevision === null ? {} : { routeRevision }),
    };
  }
}
