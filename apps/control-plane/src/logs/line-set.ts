/** A set of lines, a bit each: which ones of a million match takes 125 kB. */
export class LineSet {
  private readonly bits: Uint8Array;
  private lastByte = -1;
  private size = 0;

  /** Lines from `from` up to `to`. */
  constructor(
    readonly from: number,
    to: number,
  ) {
    this.bits = new Uint8Array(Math.max(0, Math.ceil((to - from + 1) / 8)));
  }

  get count(): number {
    return this.size;
  }

  add(line: number): void {
    const at = line - this.from;
    const bit = 1 << (at & 7);
    const byte = at >> 3;
    if (this.bits[byte]! & bit) return;
    this.bits[byte]! |= bit;
    this.size += 1;
    if (byte > this.lastByte) this.lastByte = byte;
  }

  has(line: number): boolean {
    const at = line - this.from;
    return ((this.bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }

  /** The first lines of the set, at most so many. */
  first(limit: number): number[] {
    const lines: number[] = [];
    for (let byte = 0; byte <= this.lastByte && lines.length < limit; byte++)
      for (let bit = 0; bit < 8 && lines.length < limit; bit++)
        if (this.bits[byte]! & (1 << bit)) lines.push(this.from + 8 * byte + bit);
    return lines;
  }

  /** Without the zeros after the last line of the set. */
  toBase64(): string {
    return Buffer.from(this.bits.buffer, 0, this.lastByte + 1).toString('base64');
  }
}
