import { Injectable, Logger } from '@nestjs/common';
import { Deployer } from '@sdp/deployer';
import { type GitCredentials, type WireError } from '@sdp/protocol';
import { AgentConfig } from '../config/agent-config.js';
import { OwnGitAccess } from '../git-access/own-git-access.js';
import { toWireError } from '../link/wire-errors.js';
import { type DeploymentReport, type Outcome } from '../reports/deployment-report.js';
import { type Assignment, withRemainder } from './assignment.js';
import { InstanceTurns } from './instance-turns.js';
import { Slots } from './slots.js';

/** How many earlier releases are started again at once. They take no build's place, and no build takes theirs. */
const RESTARTS_AT_ONCE = 8;

/** What an assignment comes to: one at a time of each instance, at most `capacity` builds at once. */
@Injectable()
export class AssignedWork {
  private readonly log = new Logger(AssignedWork.name);
  private readonly builds: Slots;
  private readonly restarts = new Slots(RESTARTS_AT_ONCE);

  constructor(
    config: AgentConfig,
    private readonly deployer: Deployer,
    private readonly turns: InstanceTurns,
    private readonly access: OwnGitAccess,
  ) {
    this.builds = new Slots(config.capacity);
  }

  /** Never rejects. */
  async do(assignment: Assignment, reporter: DeploymentReport): Promise<Outcome> {
    const { signal, request } = assignment;
    const credentials = assignment.takeCredentials();
    const run = () => this.deployer.deploy(request, { reporter, credentials, signal });
    try {
      const slots = request.release === undefined ? this.builds : this.restarts;
      await this.turns.take(request, () => slots.use(signal, run), signal);
      return { outcome: 'succeeded', durationMs: assignment.durationMs };
    } catch (thrown) {
      const error = this.told(assignment, credentials, thrown);
      const outcome = error.code === 'canceled' ? 'canceled' : 'failed';
      const told = withRemainder(error, await this.deployer.isServing(request));
      return { outcome, durationMs: assignment.durationMs, error: told };
    }
  }

  private told(
    { signal, masking, isOwnAccess, request }: Assignment,
    credentials: GitCredentials | undefined,
    thrown: unknown,
  ): WireError {
    const error = toWireError(signal.aborted ? signal.reason : thrown, this.log, masking);
    return isOwnAccess && credentials ? this.access.judge(error, credentials, request.repository) : error;
  }
}
