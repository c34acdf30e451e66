import { Agent } from '../agents/agent.entity.js';
import { Session } from '../auth/session.entity.js';

/** Every table, for the data source; each module knows its own only. */
export const entities = [Agent, Session];
