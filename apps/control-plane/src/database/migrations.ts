import { Initial1764000000000 } from './migrations/1764000000000-initial.js';
import { DeploymentRoutes1764100000000 } from './migrations/1764100000000-deployment-routes.js';
import { UsersAndAudit1764200000000 } from './migrations/1764200000000-users-and-audit.js';
import { Environments1764210000000 } from './migrations/1764210000000-environments.js';
import { SandboxLife1764220000000 } from './migrations/1764220000000-sandbox-life.js';
import { Templates1764230000000 } from './migrations/1764230000000-templates.js';
import { RouteSets1764240000000 } from './migrations/1764240000000-route-sets.js';
import { GitAccess1764250000000 } from './migrations/1764250000000-git-access.js';
import { AccessTokens1764251000000 } from './migrations/1764251000000-access-tokens.js';
import { Webhooks1764260000000 } from './migrations/1764260000000-webhooks.js';
import { AgentStorage1764270000000 } from './migrations/1764270000000-agent-storage.js';

/** In the order they run. */
export const migrations = [
  Initial1764000000000,
  DeploymentRoutes1764100000000,
  UsersAndAudit1764200000000,
  Environments1764210000000,
  SandboxLife1764220000000,
  Templates1764230000000,
  RouteSets1764240000000,
  GitAccess1764250000000,
  AccessTokens1764251000000,
  Webhooks1764260000000,
  AgentStorage1764270000000,
];
