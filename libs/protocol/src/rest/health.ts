/** GET /health (no session needed) */
export interface HealthView {
  status: 'ok' | 'degraded';
  /** `0.1.0`, and where the release is known `0.1.0+1dce67f`. */
  version: string;
  uptimeSeconds: number;
  database: 'ok' | 'failing';
  agents: { connected: number; known: number };
}

/** GET /health/live (no session needed) */
export interface LivenessView {
  status: 'alive';
}

/** `agent` only when the request names one. */
export type ReadinessCheckName = 'process' | 'database' | 'migrations' | 'logs' | 'disk' | 'agent';

export interface ReadinessCheck {
  name: ReadinessCheckName;
  isGood: boolean;
  /** What is wrong and what to do about it; null when nothing is. */
  reason: string | null;
}

/** GET /health/ready (no session needed): 200 when ready, 503 otherwise. */
export interface ReadinessView {
  status: 'ready' | 'not-ready';
  checks: ReadinessCheck[];
}
