export * from './deployment-request.js';
export * from './errors.js';
export * from './ports/port-switch.js';
export * from './reporter.js';
export * from './runtime/container-runtime.js';
