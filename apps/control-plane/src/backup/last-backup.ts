import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In the data folder, so that the control plane knows of backups wherever they are: as old as the last good one. */
const FILE = 'last-backup';

export async function noteBackup(dataDir: string, folder: string): Promise<void> {
  const file = join(dataDir, FILE);
  // One that root has written can be removed by the folder's owner, not written.
  await rm(file, { force: true });
  await writeFile(file, `${folder}\n`, { mode: 0o600 });
}

/** When the last good backup was made, in seconds since 1970; 0 when none is known. */
export async function lastBackupSeconds(dataDir: string): Promise<number> {
  return stat(join(dataDir, FILE)).then(
    ({ mtimeMs }) => mtimeMs / 1000,
    () => 0,
  );
}
