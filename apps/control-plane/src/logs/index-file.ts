import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type LogSectionView } from '@sdp/protocol';
import { LineIndex } from './line-index.js';

/** Other rules for levels, or another form of this file, make what was written before useless. */
const VERSION = 1;
const NEWLINE = 0x0a;
const NO_LINKS = constants.O_NOFOLLOW;

interface Header {
  version: number;
  bytes: number;
  lines: number;
  entries: number;
  checksum: number;
  sections: LogSectionView[];
}

/** Writes an index beside its log. It holds nothing that is not in the log, and is made anew when it is lost or torn. */
export async function writeIndex(path: string, index: LineIndex): Promise<void> {
  const draft = `${path}.new`;
  const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
  let file: FileHandle | undefined;
  try {
    file = await open(draft, O_WRONLY | O_CREAT | O_TRUNC | NO_LINKS, 0o600);
    await file.writeFile(encode(index));
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file?.close().catch(() => undefined);
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The index that was written; an empty one where there is none, or not a whole one. */
export async function readIndex(path: string): Promise<LineIndex> {
  const content = await readFile(path, { flag: constants.O_RDONLY | NO_LINKS }).catch(() => null);
  return (content && decode(content)) ?? new LineIndex();
}

export function encode(index: LineIndex): Buffer {
  const { bytes, lines, offsets, marks, sections } = index.content;
  const body = Buffer.concat([new Uint8Array(Float64Array.from(offsets).buffer), marks]);
  const header: Header = {
    version: VERSION,
    bytes,
    lines,
    entries: offsets.length,
    checksum: crc32(body),
    sections,
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
}

export function decode(content: Buffer): LineIndex | null {
  const end = content.indexOf(NEWLINE);
  const header = parse(content.subarray(0, Math.max(0, end)).toString());
  if (header?.version !== VERSION) return null;
  const body = content.subarray(end + 1);
  const marksAt = header.entries * 8;
  if (body.length !== marksAt + header.lines || crc32(body) !== header.checksum) return null;

  const offsets = Array.from({ length: header.entries }, (_, at) => body.readDoubleLE(at * 8));
  const { bytes, lines, sections } = header;
  return LineIndex.from({ bytes, lines, sections, offsets, marks: new Uint8Array(body.subarray(marksAt)) });
}

function parse(text: string): Header | null {
  try {
    return JSON.parse(text) as Header;
  } catch {
    return null;
  }
}
