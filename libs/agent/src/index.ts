export * from './agent.module.js';
export * from './run-agent.js';
