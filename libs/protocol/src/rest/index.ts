/* REST shapes, all under /api. Times are ISO 8601 UTC; ids are UUIDs. */
export * from './agents.js';
export * from './audit.js';
export * from './deployments.js';
export * from './environments.js';
export * from './health.js';
export * from './logs.js';
export * from './page.js';
export * from './repositories.js';
export * from './retention.js';
export * from './routes.js';
export * from './sandboxes.js';
export * from './services.js';
export * from './session.js';
export * from './templates.js';
export * from './tokens.js';
export * from './webhooks.js';
