import {
  type DeploymentView,
  type RouteUseView,
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
    labels: {},
    owner: 'ada',
    isMine: true,
    rights: { mayUse: true, mayEdit: true, mayOwn: true },
    sharedWith: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    expiresAt: null,
    expiry: 'none',
    hold: null,
    isStopped: false,
    isDeleting: false,
    environment: null,
    template: null,
    pullRequest: null,
    routes: 'none',
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
    limits: {},
    dependsOn: [],
    follows: false,
    desired: 'running',
    observed: 'running',
    exitCode: null,
    lastLines: [],
    running: null,
    releases: [],
    latestDeployment: null,
    ...parts,
  };
}

export function aSandbox(parts: Partial<SandboxView> = {}): SandboxView {
  return { ...aSummary(), variables: {}, address: null, services: [aService()], ...parts };
}

/** A route of another sandbox. */
export function aRouteUse(parts: Partial<RouteUseView> = {}): RouteUseView {
  return {
    sandbox: { id: 'sandbox-2', name: 'checkout', owner: 'bob' },
    service: 'orders',
    isApplied: true,
    fallback: 'http://ocp/orders',
    ...parts,
  };
}

export function aDeployment(parts: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id: 'deployment-1',
    kind: 'deploy',
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
    estimate: null,
    queue: null,
    retryOf: null,
    releaseOf: null,
    groupId: null,
    routeRevision: null,
    logBytes: 0,
    ...parts,
  };
}
