const LINES_PER_BLOCK = 1024;
const BYTES_PER_BLOCK = LINES_PER_BLOCK / 8;
const ONES = Uint8Array.from(
  { length: 256 },
  (_, byte) => [...byte.toString(2)].filter((bit) => bit === '1').length,
);

/**
 * A set of line numbers, a bit each. Answers in no time how many of its lines come before another, and which is the
 * so-and-so-manieth: so a filtered log of a million lines is scrolled through without a list of them.
 */
export class LineBits {
  private bits = new Uint8Array(BYTES_PER_BLOCK);
  /** How many lines of the set come before each block; null when that has to be counted anew. */
  private before: Uint32Array | null = null;
  private size = 0;

  get count(): number {
    return this.size;
  }

  /** Adds lines: bit `i` of byte `k` stands for line `from + 8k + i`. */
  put(from: number, bytes: Uint8Array): void {
    this.reserve(from - 1 + 8 * bytes.length);
    this.before = null;
    bytes.forEach((byte, at) => {
      for (let rest = byte, line = from + 8 * at; rest > 0; rest >>= 1, line++) if (rest & 1) this.add(line);
    });
  }

  has(line: number): boolean {
    return ((this.bits[(line - 1) >> 3] ?? 0) & (1 << ((line - 1) & 7))) !== 0;
  }

  /** How many lines of the set come before this one. */
  rank(line: number): number {
    const at = Math.min(Math.max(0, line - 1), 8 * this.bits.length);
    const block = Math.floor(at / LINES_PER_BLOCK);
    let rank = this.ranks()[block] ?? this.size;
    for (let byte = block * BYTES_PER_BLOCK; byte < at >> 3; byte++) rank += ONES[this.bits[byte]!]!;
    return rank + ONES[(this.bits[at >> 3] ?? 0) & ((1 << (at & 7)) - 1)]!;
  }

  /** The line of the set that has so many before it; null when there are not that many. */
  select(rank: number): number | null {
    if (rank < 0 || rank >= this.size) return null;
    let byte = this.blockOf(rank) * BYTES_PER_BLOCK;
    let left = rank - this.ranks()[byte / BYTES_PER_BLOCK]!;
    while (left >= ONES[this.bits[byte]!]!) left -= ONES[this.bits[byte++]!]!;
    for (let bit = 0; ; bit++) if (this.bits[byte]! & (1 << bit) && left-- === 0) return 8 * byte + bit + 1;
  }

  /** The first line of the set from this one on. */
  next(line: number): number | null {
    return this.select(this.rank(line));
  }

  /** The last line of the set up to this one. */
  previous(line: number): number | null {
    return this.select(this.rank(line + 1) - 1);
  }

  private add(line: number): void {
    if (this.has(line)) return;
    this.bits[(line - 1) >> 3]! |= 1 << ((line - 1) & 7);
    this.size += 1;
  }

  private reserve(lines: number): void {
    if (lines <= 8 * this.bits.length) return;
    const blocks = Math.ceil(Math.max(lines, 16 * this.bits.length) / LINES_PER_BLOCK);
    const bits = new Uint8Array(blocks * BYTES_PER_BLOCK);
    bits.set(this.bits);
    this.bits = bits;
  }

  private blockOf(rank: number): number {
    const ranks = this.ranks();
    let [low, high] = [0, ranks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (ranks[middle]! <= rank) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private ranks(): Uint32Array {
    if (this.before) return this.before;
    const ranks = new Uint32Array(this.bits.length / BYTES_PER_BLOCK);
    for (let byte = 0, count = 0; byte < this.bits.length; byte++) {
      if (byte % BYTES_PER_BLOCK === 0) ranks[byte / BYTES_PER_BLOCK] = count;
      count += ONES[this.bits[byte]!]!;
    }
    return (this.before = ranks);
  }
}
