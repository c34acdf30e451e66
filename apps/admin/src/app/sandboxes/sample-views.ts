import {
  type DeploymentView,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
} from '@sdp/protocol';

/* Views as the API answers them, for tests. */

export function aSummary(parts: Partial<SandboxSummary> = {}): SandboxSummary {
  return {
    id: 'sandbox-1',
    name: 'orders-retry',
    description: '',
    owner: 'ada',
    isMine: true,
    createdAt: '2026-11-23T10:00:00.000Z',
    isDeleting: false,
    services: [],
    ...parts,
  };
}

export function aService(parts: Partial<ServiceInstanceView> = {}): ServiceInstanceView {
  return {
    name: 'orders',
    repository: 'orders',
    stack: 'go',
    branch: 'main',
    pinnedCommit: null,
    agent: 'micro-1',
    url: 'http://10.0.0.1:21000',
    hostPort: 21000,
    containerPort: null,
    healthPath: null,
    variables: {},
    desired: 'running',
    observed: 'running',
    exitCode: null,
    running: null,
    latestDeployment: null,
    ...parts,
  };
}

export function aSandbox(parts: Partial<SandboxView> = {}): SandboxView {
  return { ...aSummary(), variables: {}, routes: [], outdatedRoutes: [], services: [aService()], ...parts };
}

export function aDeployment(parts: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id: 'deployment-1',
    isMine: true,
    sandboxId: 'sandbox-1',
    sandboxName: 'orders-retry',
    service: 'orders',
    repository: 'orders',
    branch: 'main',
    commit: null,
    state: 'building',
    epoch: 1,
    agent: 'micro-1',
    requestedBy: 'ada',
    createdAt: '2026-11-23T10:00:00.000Z',
    finishedAt: null,
    durationMs: null,
    steps: [],
    error: null,
    queue: null,
    retryOf: null,
    logBytes: 0,
    ...parts,
  };
}
