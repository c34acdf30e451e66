const MAGIC = Buffer.from('\x7fELF', 'latin1');
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const X86_64 = 0x3e;

/** Whether these bytes are a program or library for linux/amd64; null: they are neither (elf(5)). */
export function isForAmd64(bytes: Buffer): boolean | null {
  if (!bytes.subarray(0, 4).equals(MAGIC)) return null;
  return bytes[4] === CLASS_64 && bytes[5] === LITTLE_ENDIAN && bytes.readUInt16LE(18) === X86_64;
}
