const PAUSE_MS = 1200;

/** Keys that are pressed one after the other, as in `g s`; a longer pause, or a key that leads nowhere, starts over. */
export class KeySequence {
  private readonly known: readonly string[];
  private pressed: string[] = [];
  private lastAt = 0;

  constructor(known: readonly string[]) {
    this.known = known;
  }

  /** Answers the sequence that this key completes. */
  press(key: string, now: number): string | undefined {
    if (now - this.lastAt > PAUSE_MS) this.pressed = [];
    this.lastAt = now;
    const isContinued = this.leadsSomewhere([...this.pressed, key]);
    this.pressed = isContinued ? [...this.pressed, key] : this.leadsSomewhere([key]) ? [key] : [];
    const sequence = this.pressed.join(' ');
    if (!this.known.includes(sequence)) return undefined;
    this.pressed = [];
    return sequence;
  }

  private leadsSomewhere(keys: string[]): boolean {
    const begun = keys.join(' ');
    return this.known.some((sequence) => sequence === begun || sequence.startsWith(`${begun} `));
  }
}
