import { type Agent } from '../../agents/agent.entity.js';

/** Where an instance is reached, from other hosts too. */
export function instanceUrl(agent: Agent | undefined, hostPort: number): string {
  return `http://${agent?.address ?? 'unknown'}:${hostPort}`;
}
