import { Injectable, Logger } from '@nestjs/common';
import { type DeploymentStep as StepName } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { type Deployment } from './deployment.entity.js';

export interface EndedStep {
  deployment: Deployment;
  step: StepName;
  outcome: 'ok' | 'failed' | 'skipped';
  durationMs: number;
}

/** Tells, once it is committed, what has become of deployments: browsers, the log and the metrics. */
@Injectable()
export class DeploymentNews {
  private readonly logger = new Logger('Deployments');

  /** A deployment has come to another state; not the last one. */
  readonly entered = new Subject<Deployment>();
  readonly ended = new Subject<Deployment>();
  readonly stepEnded = new Subject<EndedStep>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  changed(id: string): void {
    this.changes.announce('deployment', id);
  }

  enter(deployment: Deployment): void {
    this.announce(deployment);
    this.unitOfWork.afterCommit(() => this.entered.next(deployment));
  }

  end(deployment: Deployment): void {
    this.announce(deployment);
    this.unitOfWork.afterCommit(() => this.ended.next(deployment));
  }

  endStep(ended: EndedStep): void {
    this.unitOfWork.afterCommit(() => this.stepEnded.next(ended));
  }

  private announce(deployment: Deployment): void {
    const line = lineOf(deployment);
    this.changed(deployment.id);
    if (deployment.groupId) this.changes.announce('group', deployment.groupId);
    this.unitOfWork.afterCommit(() => this.logger.log(line, 'deployment'));
  }
}

/** What an operator follows a deployment by. */
function lineOf({ id, number, kind, sandboxId, service, agentId, state, epoch, error }: Deployment) {
  const failure = error ? { code: error.code } : {};
  return { deploymentId: id, number, kind, sandboxId, service, agentId, state, epoch, ...failure };
}
