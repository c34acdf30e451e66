import { Injectable } from '@nestjs/common';
import { type CommitComparison, type CommitsView } from '@sdp/protocol';
import { CredentialUse } from '../../auth/credential-use.js';
import { type Principal } from '../../auth/principal.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { SandboxRecords } from '../sandbox-records.js';

/** The agent fetches before it counts. */
const COMPARE_TIMEOUT_MS = 60_000;

/** How the branch of an instance stands to what runs. */
@Injectable()
export class InstanceCommits {
  constructor(
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly use: CredentialUse,
  ) {}

  /** @throws DomainError what the agent says: it needs to be connected, and to accept the caller's credentials. */
  async compare(sandboxId: string, name: string, { credentials }: Principal): Promise<CommitsView> {
    const { agentId, repository, branch, runningDeploymentId } = await this.records.instance(sandboxId, name);
    const running = runningDeploymentId && (await this.deployments.find([runningDeploymentId]));
    const commit = running && running.get(runningDeploymentId)?.commitId;
    const frame = { repository, branch, credentials, ...(commit ? { running: commit } : {}) };
    const answer = await this.use.request(agentId, 'commits:compare', frame, COMPARE_TIMEOUT_MS);
    return { branch, ...readComparison(answer) };
  }
}

/** An agent is another program: what it sends is checked, not believed. */
function readComparison(answer: unknown): CommitComparison {
  const { head, aheadOfRunning, defaultBranch, behindDefault } = (answer ?? {}) as Partial<CommitComparison>;
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
  const { id, author, time, subject } = (head ?? {}) as Partial<CommitComparison['head']>;
  const areTexts = [id, author, time, subject, defaultBranch].every((value) => typeof value === 'string');
  if (!areTexts || !isCount(behindDefault) || !(aheadOfRunning === null || isCount(aheadOfRunning)))
    throw new DomainError(
      'platform-failure',
      'The agent gave an answer that cannot be read. Check its version.',
    );
  return { head, aheadOfRunning, defaultBranch, behindDefault } as CommitComparison;
}
