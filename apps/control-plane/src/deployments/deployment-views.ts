import { Injectable } from '@nestjs/common';
import { DEPLOYMENT_STEPS, type DeploymentView, type StepView } from '@sdp/protocol';
import { In } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { LogStore } from '../logs/log-store.js';
import { DeploymentQueue } from './deployment-queue.js';
import { DeploymentRecords } from './deployment-records.js';
import { type DeploymentStep } from './deployment-step.entity.js';
import { type Deployment } from './deployment.entity.js';

/** Deployments as people see them; `username` is who looks. */
@Injectable()
export class DeploymentViews {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly queue: DeploymentQueue,
    private readonly agents: AgentsService,
    private readonly logs: LogStore,
  ) {}

  async of(deployment: Deployment, username: string): Promise<DeploymentView> {
    const [view] = await this.ofAll([deployment], username);
    return view!;
  }

  async ofAll(deployments: Deployment[], username: string): Promise<DeploymentView[]> {
    const steps = await this.records.steps.findBy({ deploymentId: In(deployments.map(({ id }) => id)) });
    const agents = await this.agents.byIds(deployments.map(({ agentId }) => agentId));
    const places = await this.placesOf(deployments);

    return Promise.all(
      deployments.map(async (deployment): Promise<DeploymentView> => {
        const { id, createdAt, finishedAt, agentId } = deployment;
        return {
          id,
          isMine: deployment.sandboxOwner === username,
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
          steps: timeline(steps.filter(({ deploymentId }) => deploymentId === id)),
          error: deployment.error,
          queue: places.get(id) ?? null,
          retryOf: deployment.retryOf,
          logBytes: await this.logs.size(id),
        };
      }),
    );
  }

  private async placesOf(deployments: Deployment[]) {
    const waiting = deployments.filter(({ state }) => state === 'queued');
    const agentIds = [...new Set(waiting.map(({ agentId }) => agentId))];
    const places = await Promise.all(agentIds.map((agentId) => this.queue.placesOn(agentId)));
    return new Map(places.flatMap((ofAgent) => [...ofAgent]));
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
