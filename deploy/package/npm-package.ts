import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './files.js';
import { type ArchiveFile } from './tar.js';

/** What a package needs when it runs: no sources, no maps, no builds for other machines. */
const NEEDED: Record<string, RegExp> = {
  'better-sqlite3':
    /^(package\.json|LICENSE|lib\/(?!(darwin|win32|linux)).*\.js|prebuilds\/linux-x64\.node)$/,
  'swagger-ui-dist':
    /^(package\.json|LICENSE|NOTICE|(absolute-path|index|oauth2-redirect)\.js|swagger-ui(-bundle|-standalone-preset)?\.(js|css)|.*\.(png|html)|index\.css)$/,
};

/** A package that stays a folder, below `app/node_modules`, where the bundle beside it finds it. */
export async function npmPackage(root: string, name: string): Promise<ArchiveFile[]> {
  const folder = join(root, 'node_modules', name);
  const needed = NEEDED[name];
  if (!needed) throw new Error(`Say in npm-package.ts which files of ${name} are needed at run time.`);
  const paths = (await filesBelow(folder)).filter((path) => needed.test(path));
  return Promise.all(
    paths.map(async (path) => ({
      path: `app/node_modules/${name}/${path}`,
      isExecutable: false,
      bytes: await readFile(join(folder, path)),
    })),
  );
}
