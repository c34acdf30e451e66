import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DEPLOYMENT_STEPS, type DeploymentView, type StepView } from '@sdp/protocol';
import { In } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { type Viewer } from '../auth/viewer.js';
import { LogStore } from '../logs/log-store.js';
import { DeploymentOutlook } from './deployment-outlook.js';
import { DeploymentRecords } from './deployment-records.js';
import { type DeploymentStep } from './deployment-step.entity.js';
import { type Deployment } from './deployment.entity.js';
import { SandboxRules } from './queue/sandbox-rules.js';

/** Deployments as people see them. */
@Injectable()
export class DeploymentViews {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly outlook: DeploymentOutlook,
    private readonly agents: AgentsService,
    private readonly logs: LogStore,
    private readonly modules: ModuleRef,
  ) {}

  async of(deployment: Deployment, viewer: Viewer | null): Promise<DeploymentView> {
    const [view] = await this.ofAll([deployment], viewer);
    return view!;
  }

  /** To nobody in particular when `viewer` is null: then none is theirs. */
  async ofAll(deployments: readonly Deployment[], viewer: Viewer | null): Promise<DeploymentView[]> {
    const steps = await this.stepsOf(deployments);
    const agents = await this.agents.byIds(deployments.map(({ agentId }) => agentId));
    const outlookOf = await this.outlook.of(deployments);
    const usable = await this.usable(deployments, viewer);

    return Promise.all(
      deployments.map(async (deployment): Promise<DeploymentView> => {
        const { id, createdAt, finishedAt, agentId } = deployment;
        return {
          id,
          kind: deployment.kind,
          isMine: usable.has(deployment.sandboxId),
          sandboxId: deployment.sandboxId,
          sandboxName: deployment.sandboxName,
          service: deployment.service,
          repository: deployment.repository,
          branch: deployment.branch,
          commit: deployment.commit,
          state: deployment.state,
          epoch: deployment.epoch,
          agent: agents.get(agentId)?.name ?? '',
          requestedBy: deployment.requestedBy,
          createdAt: createdAt.toISOString(),
          finishedAt: finishedAt?.toISOString() ?? null,
          durationMs: deployment.durationMs,
          steps: timeline(steps.get(id) ?? []),
          error: deployment.error,
          ...outlookOf(id),
          retryOf: deployment.retryOf,
          releaseOf: deployment.releaseOf,
          groupId: deployment.groupId,
          routeRevision: deployment.routeRevision,
          logBytes: await this.logs.size(id),
        };
      }),
    );
  }

  private async stepsOf(deployments: readonly Deployment[]): Promise<Map<string, DeploymentStep[]>> {
    const steps = await this.records.steps.findBy({ deploymentId: In(deployments.map(({ id }) => id)) });
    const byDeployment = new Map<string, DeploymentStep[]>();
    for (const step of steps)
      byDeployment.set(step.deploymentId, [...(byDeployment.get(step.deploymentId) ?? []), step]);
    return byDeployment;
  }

  private async usable(
    deployments: readonly Deployment[],
    viewer: Viewer | null,
  ): Promise<ReadonlySet<string>> {
    if (!viewer || deployments.length === 0) return new Set();
    // Asked for by name: the sandboxes' module is built on top of this one.
    const rules = this.modules.get(SandboxRules, { strict: false });
    return rules.usable([...new Set(deployments.map(({ sandboxId }) => sandboxId))], viewer);
  }
}

function timeline(steps: DeploymentStep[]): StepView[] {
  const place = ({ step }: DeploymentStep) => DEPLOYMENT_STEPS.indexOf(step);
  return steps
    .sort((a, b) => place(a) - place(b))
    .map(({ step, outcome, startedAt, durationMs }) => ({
      step,
      outcome,
      startedAt: startedAt.toISOString(),
      durationMs,
    }));
}
