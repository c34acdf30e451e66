/** A payload does not look as the git host's documentation says. */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';
}

/** What somebody else's program sent: every part is looked at before it is believed. */
export class Payload {
  constructor(
    private readonly value: unknown,
    private readonly path = 'the body',
  ) {}

  at(...keys: string[]): Payload {
    return keys.reduce<Payload>((part, key) => part.child(key), this);
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  text(max = 500): string {
    if (typeof this.value === 'string' && this.value !== '') return this.value.slice(0, max);
    throw this.notA('text');
  }

  textOr<T>(otherwise: T): string | T {
    return typeof this.value === 'string' ? this.value.slice(0, 500) : otherwise;
  }

  number(): number {
    if (Number.isSafeInteger(this.value)) return this.value as number;
    throw this.notA('whole number');
  }

  /** At most `max` of them. */
  list(max = 100): Payload[] {
    if (!Array.isArray(this.value)) throw this.notA('list');
    return this.value.slice(0, max).map((item, index) => new Payload(item, `${this.path}[${index}]`));
  }

  private child(key: string): Payload {
    const { value } = this;
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return new Payload(isObject ? (value as Record<string, unknown>)[key] : undefined, `${this.path}.${key}`);
  }

  private notA(what: string): UnreadablePayload {
    return new UnreadablePayload(`${this.path} is no ${what}`);
  }
}
