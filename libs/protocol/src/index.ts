/** Every shape that crosses a wire. No logic: types, and the constants both ends must agree on. */
export * from './deployment-states.js';
export * from './errors.js';
export * from './frames/index.js';
export * from './log-format.js';
export * from './names.js';
export * from './rest/index.js';
export * from './updates.js';
