import { DeployError, type DeploymentRequest, Masking } from '@sdp/deployer';
import { type GitCredentials, type RunDeploymentFrame, type WireError } from '@sdp/protocol';

/** A deployment that the agent has taken on, from its acceptance to its end. */
export class Assignment {
  readonly request: DeploymentRequest;
  readonly masking: Masking;
  readonly startedAt = performance.now();
  private readonly controller = new AbortController();
  private readonly deadlineTimer: NodeJS.Timeout;
  private credentials?: GitCredentials;
  /** Whether git is read with the host's own access. */
  readonly isOwnAccess: boolean;
  /** Settles when nothing of it runs any more and its end is reported. Never rejects. */
  done: Promise<void> = Promise.resolve();

  /** `credentials`: of a person, or of the host where the frame asks for its own access. */
  constructor(frame: RunDeploymentFrame, credentials = frame.credentials) {
    const { credentials: ofPerson, access, deadlineMs, ...request } = frame;
    this.request = request;
    this.credentials = credentials;
    this.isOwnAccess = access !== undefined && ofPerson === undefined;
    this.masking = Masking.of(credentials, request.secrets);
    this.deadlineTimer = setTimeout(() => this.abort(deadlineExceeded(deadlineMs)), deadlineMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get durationMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }

  /** The first reason counts. */
  abort(reason: DeployError): void {
    if (!this.signal.aborted) this.controller.abort(reason);
  }

  /** Hands the credentials over, once: nothing here remembers them. */
  takeCredentials(): GitCredentials | undefined {
    const { credentials } = this;
    this.credentials = undefined;
    return credentials;
  }

  /** Call it when the assignment is over. */
  release(): void {
    clearTimeout(this.deadlineTimer);
    this.credentials = undefined;
  }
}

/** Says of a deployment that came to nothing what is left, where something is. */
export function withRemainder(error: WireError, isServing: boolean): WireError {
  return isServing ? { ...error, message: `${error.message} What ran before still runs.` } : error;
}

export function canceled(why: string): DeployError {
  return new DeployError('canceled', `The deployment was canceled: ${why}.`, 'platform', true);
}

export function agentRestarted(): DeployError {
  return new DeployError(
    'agent-restarted',
    'The agent was restarted while it worked on this deployment. Deploy again.',
    'platform',
    true,
  );
}

export function leaseExpired(): DeployError {
  return new DeployError(
    'lease-expired',
    'The agent stood still for so long that its deployments counted as lost. Deploy again.',
    'platform',
    true,
  );
}

function deadlineExceeded(deadlineMs: number): DeployError {
  return new DeployError(
    'deadline-exceeded',
    `The deployment did not end within ${Math.round(deadlineMs / 1000)} s and was stopped. See the log for the step that took long, then deploy again.`,
    'platform',
    true,
  );
}
