export { idsIn, inLogContext, type LogContext, logContext, outsideLogContext } from './log-context.js';
export { logLines } from './log-lines.js';
