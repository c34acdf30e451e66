/** GET /health (no session needed) */
export interface HealthView {
  status: 'ok' | 'degraded';
  version: string;
  uptimeSeconds: number;
  database: 'ok' | 'failing';
  agents: { connected: number; known: number };
}
