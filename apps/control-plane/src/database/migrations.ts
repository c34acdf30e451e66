import { Initial1764000000000 } from './migrations/1764000000000-initial.js';
import { DeploymentRoutes1764100000000 } from './migrations/1764100000000-deployment-routes.js';
import { Templates1764230000000 } from './migrations/1764230000000-templates.js';

/** In the order they run. */
export const migrations = [Initial1764000000000, DeploymentRoutes1764100000000, Templates1764230000000];
