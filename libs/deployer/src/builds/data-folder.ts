import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where builds have folders of their own, each behind a gate. */
export const PASSABLE = ['releases', 'warm'];
/** Workers of the sandbox switch's nginx pass through it as another user when the agent is root. */
const FOR_NGINX = 'switch';

/**
 * Lets other users pass through the data folder, where they know the name of what they may reach, and closes
 * everything else in it. `repos` is made now: git would make it readable for everybody.
 */
export async function openDataFolder(dataDir: string, passable: readonly string[]): Promise<void> {
  for (const name of [...PASSABLE, 'repos']) await mkdir(join(dataDir, name), { recursive: true });
  for (const entry of await readdir(dataDir, { withFileTypes: true })) {
    const isPassable =
      passable.includes(entry.name) || (entry.name === FOR_NGINX && process.getuid?.() === 0);
    const closed = entry.isDirectory() ? 0o700 : 0o600;
    if (!entry.isSymbolicLink()) await chmod(join(dataDir, entry.name), isPassable ? 0o711 : closed);
  }
  await chmod(dataDir, 0o711);
}
