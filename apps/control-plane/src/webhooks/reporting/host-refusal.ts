/** A git host did not do what it was asked for. The message is a sentence for people, without anything of the token. */
export class HostRefusal extends Error {
  override readonly name = 'HostRefusal';

  constructor(
    message: string,
    /** Of its answer; null when there was none. */
    readonly status: number | null,
    /** Before that it is not worth trying again; null when the host did not say. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }

  /** The same may be taken later: the host is away, busy, or somebody was faster. */
  get isForLater(): boolean {
    return this.status === null || this.status >= 500 || [408, 409, 425, 429].includes(this.status);
  }
}
