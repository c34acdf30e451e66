import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';

const PIECE_BYTES = 1024 * 1024;

/** Copies the log of every deployment that the (copied) database has, as long as each is right now. */
export async function copyLogs(database: string, from: string, to: string): Promise<void> {
  for (const id of await deploymentsIn(database))
    await copyLog(join(from, `${id}.log`), join(to, `${id}.log`));
}

async function deploymentsIn(file: string): Promise<string[]> {
  const database = new DataSource({ type: 'better-sqlite3', database: file, readonly: true });
  await database.initialize();
  try {
    const rows = await database.query<{ id: string }[]>('SELECT id FROM deployment ORDER BY number');
    return rows.map(({ id }) => id);
  } finally {
    await database.destroy();
  }
}

/** One that is not there has no line yet, or went since. */
async function copyLog(from: string, to: string): Promise<void> {
  const source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW).catch(nullIfMissing);
  if (!source) return;
  const target = await open(to, 'wx', 0o600);
  try {
    await copyBytes(source, target, (await source.stat()).size);
    await target.sync();
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

async function copyBytes(source: FileHandle, target: FileHandle, size: number): Promise<void> {
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(1, size)));
  for (let done = 0; done < size;) {
    const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, size - done), done);
    if (bytesRead === 0) return;
    await target.writeFile(piece.subarray(0, bytesRead));
    done += bytesRead;
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
