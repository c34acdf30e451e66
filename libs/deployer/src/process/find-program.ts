import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Path of a program on a PATH; null when there is none. */
export async function findProgram(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    const isProgram = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return file;
  }
  return null;
}
