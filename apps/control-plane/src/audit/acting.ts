import { AsyncLocalStorage } from 'node:async_hooks';

export interface Who {
  /** Null before somebody has signed in. */
  readonly actor: string | null;
  /** Address of the peer. */
  readonly from: string | null;
  /** Name of the personal access token that they came with. */
  readonly token?: string | null;
}

/** A person's request, or an agent's event, while it is being worked on. */
export interface Acting extends Who {
  /** How much of it is in the audit trail. */
  records: number;
}

const storage = new AsyncLocalStorage<Acting | null>();

/** On whose behalf the current code runs; null when the platform acts by itself. */
export function acting(): Acting | null {
  return storage.getStore() ?? null;
}

/** Runs `work` on somebody's behalf. */
export function actingAs<T>({ actor, from, token = null }: Who, work: () => T): T {
  return storage.run({ actor, from, token, records: 0 }, work);
}

/** Runs `work` on the platform's own behalf, though a person's request set it off. */
export function actingAlone<T>(work: () => T): T {
  return storage.run(null, work);
}
