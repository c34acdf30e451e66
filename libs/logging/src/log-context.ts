import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log is about. Ids and names only, never a secret. */
export interface LogContext {
  requestId?: string;
  /** Who asked: a person's name. */
  actor?: string;
  agent?: string;
  frame?: string;
  deploymentId?: string;
  sandboxId?: string;
  service?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Of the code that runs now. */
export function logContext(): LogContext {
  return storage.getStore() ?? {};
}

/** Every line that `work` logs, and whatever it sets off, says this besides what is known already. */
export function inLogContext<T>(about: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...about }, work);
}

/** What `work` logs is about nothing that came before: it serves whoever waits, not who set it off. */
export function outsideLogContext<T>(work: () => T): T {
  return storage.run({}, work);
}

/** Longer than any id or name. */
const MAX_LENGTH = 64;
const IDS = ['deploymentId', 'sandboxId', 'service'] as const;

/** The ids in a frame or an event, which may be anything else as well. */
export function idsIn(payload: unknown): LogContext {
  if (typeof payload !== 'object' || payload === null) return {};
  const known = IDS.map((key) => [key, (payload as Record<string, unknown>)[key]] as const);
  const isId = (value: unknown) => typeof value === 'string' && value.length <= MAX_LENGTH;
  return Object.fromEntries(known.filter(([, value]) => isId(value)));
}
