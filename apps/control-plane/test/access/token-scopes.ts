import { type TokenScope } from '@sdp/protocol';

/** Sessions and tokens themselves: for people. */
const NOT_FOR_TOKENS = [
  'GET /api/tokens',
  'POST /api/tokens',
  'PATCH /api/tokens/:id',
  'DELETE /api/tokens/:id',
  'GET /api/sessions',
  'DELETE /api/sessions',
  'DELETE /api/sessions/:id',
];

/** What asks, though it is no GET; and signing out: with a token, that revokes it. */
const READ = [
  'POST /api/environments/:id/import/preview',
  'POST /api/templates/validate',
  'POST /api/sandboxes/:id/routes/probe',
  'DELETE /api/session',
];

/** What is done with a sandbox as it is. */
const DEPLOY = [
  'POST /api/sandboxes/:id/deployments',
  'POST /api/sandboxes/:id/services/:name/deployments',
  'POST /api/sandboxes/:id/services/:name/rollback',
  'POST /api/sandboxes/:id/services/:name/stop',
  'POST /api/sandboxes/:id/services/:name/start',
  'POST /api/sandboxes/:id/services/:name/restart',
  'POST /api/sandboxes/:id/stop',
  'POST /api/sandboxes/:id/start',
  'PUT /api/sandboxes/:id/hold',
  'DELETE /api/sandboxes/:id/hold',
  'POST /api/sandboxes/:id/routes/push',
  'POST /api/deployments/:id/cancel',
  'POST /api/deployments/:id/retry',
  'POST /api/deployment-groups/:id/cancel',
];

const OPS = [
  'PATCH /api/users/:username',
  'PATCH /api/agents/:id',
  'POST /api/agents/:id/token',
  'DELETE /api/agents/:id/token',
  'POST /api/sandboxes/:id/routes/adopt',
  'GET /api/audit',
  'GET /api/audit/export',
  'GET /api/retention',
  'GET /api/agents/:id/storage',
];

/** The scope that opens a route to tokens; null: none does. What is listed nowhere reads, or writes. */
export function scopeOf(key: string): TokenScope | null {
  if (NOT_FOR_TOKENS.includes(key)) return null;
  if (OPS.includes(key)) return 'ops';
  if (DEPLOY.includes(key)) return 'deploy';
  return READ.includes(key) || key.startsWith('GET ') ? 'read' : 'write';
}
