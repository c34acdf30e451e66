/** Everything that may keep a queued deployment from starting. */
export interface Obstacles {
  agent: string;
  isAgentConnected: boolean;
  /** Whose credentials are missing. */
  credentialsOf: string | null;
  /** The service that another deployment is busy with. */
  busyService: string | null;
  running: number;
  capacity: number;
  /** How many wait before it. */
  ahead: number;
}

/** In words that complete "waits for …": the obstacle that somebody can do something about comes first. */
export function waitsFor(obstacles: Obstacles): string {
  const { agent, isAgentConnected, credentialsOf, busyService, running, capacity, ahead } = obstacles;
  if (!isAgentConnected) return `agent ${agent} to connect`;
  if (credentialsOf) return `credentials of ${credentialsOf}: sign in again or reload the page`;
  if (busyService) return `the running deployment of ${busyService} to end`;
  if (running >= capacity) return `a free place on ${agent}: ${running} of ${capacity} are taken`;
  if (ahead > 0) return `${ahead} earlier ${ahead === 1 ? 'deployment' : 'deployments'} on ${agent}`;
  return `its turn on ${agent}`;
}
