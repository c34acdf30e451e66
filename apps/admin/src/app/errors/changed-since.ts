/** Somebody went on from what is to be taken back: theirs stays. */
export class ChangedSince extends Error {
  readonly code = 'conflict';

  /** `what` begins a sentence. */
  constructor(what: string) {
    super(`${what} was changed since, so it is not taken back.`);
  }
}

/** @throws ChangedSince when what there is `now` is not what one's own action `left`; both as JSON. */
export function assertStill<T>(what: string, left: T, now: T): void {
  if (JSON.stringify(now) !== JSON.stringify(left)) throw new ChangedSince(what);
}
