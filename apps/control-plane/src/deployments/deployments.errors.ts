import { type DeploymentState, type TerminalDeploymentState } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';

export function illegalTransition(from: DeploymentState, to: DeploymentState): DomainError {
  return new DomainError('conflict', `A deployment that is ${from} cannot become ${to}.`);
}

export function alreadyOver(state: DeploymentState): DomainError {
  const message = `The deployment is over already: it is ${state}. Request a new one.`;
  return new DomainError('conflict', message);
}

export function deploymentActive(service: string): DomainError {
  const message = `A deployment of ${service} is under way. Wait until it is over, or cancel it first.`;
  return new DomainError('deployment-active', message);
}

/** To an agent: forget about it. */
export function reportTooLate(state: DeploymentState): DomainError {
  return new DomainError(
    'stale-epoch',
    `The deployment ended here as ${state}; what comes later is not taken.`,
  );
}

export function staleEpoch(reported: number, current: number): DomainError {
  const message = `The report is for epoch ${reported}, the deployment has ${current}.`;
  return new DomainError('stale-epoch', message);
}

export function notYourDeployment(): DomainError {
  return new DomainError('forbidden', 'The deployment was given to another agent.');
}

export function superseded(): DomainError {
  const message = 'A newer deployment of the same service was requested, so this one was given up.';
  return new DomainError('canceled', message);
}

export function canceledByUser(): DomainError {
  return new DomainError('canceled', 'The deployment was canceled. Request a new one when you want it.');
}

export function leaseExpired(agent: string, leaseMs: number): DomainError {
  const message =
    `Agent ${agent} was silent for more than ${leaseMs / 1000} s, so nobody knows how far it came. ` +
    'What ran before is not touched. Check the agent, then retry.';
  return new DomainError('lease-expired', message, { blame: 'platform', retryable: true });
}

export function agentForgot(agent: string): DomainError {
  const message = `Agent ${agent} came back without this deployment: it was restarted meanwhile. Retry.`;
  return new DomainError('agent-restarted', message, { blame: 'platform', retryable: true });
}

export function deadlineExceeded(waitedFor: string): DomainError {
  const message = `The deployment was not over by its deadline; it ${waitedFor}. Retry.`;
  return new DomainError('deadline-exceeded', message, { blame: 'platform', retryable: true });
}

export function dependencyFailed(
  service: string,
  dependency: string,
  end: TerminalDeploymentState,
): DomainError {
  const message =
    `${service} depends on ${dependency}, whose deployment is ${end}, so ${service} was not deployed. ` +
    `See to ${dependency}, then deploy both again.`;
  return new DomainError('dependency-failed', message, { details: { dependency } });
}
