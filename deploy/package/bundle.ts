import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { type Program } from './components.js';

export interface Bundle {
  readonly code: Buffer;
  /** Folders of the npm packages that are in it, as `node_modules/<name>`, sorted. */
  readonly packages: readonly string[];
}

/** Asked for with a `try` around it, and not installed: features of frameworks that we do not use. */
const ABSENT = [
  '@nestjs/microservices',
  '@fastify/static',
  'bufferutil',
  'cpu-features',
  'supports-color',
  'utf-8-validate',
  './crypto/build/Release/sshcrypto.node',
];

/** CommonJS packages expect these names; an ES module has none of them. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('\n');

/**
 * One file of a program and every npm package it uses; it says of itself that it is this release. Names stay readable:
 * they are in the stack traces of people's logs, and TypeORM and Nest tell classes apart by them.
 */
export async function bundle(root: string, { entry, packages }: Program, release: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'dist/packages/main.mjs'),
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: `${BANNER}\nprocess.env.SDP_RELEASE ||= ${JSON.stringify(release)};` },
    external: [...packages, ...ABSENT],
    keepNames: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  insistOnKnownImports(metafile, packages);
  return { code: Buffer.from(outputFiles[0]!.contents), packages: packagesIn(metafile) };
}

/** What is neither in the file nor beside it would be missing on the host, at some later time. */
function insistOnKnownImports({ outputs }: Metafile, packages: readonly string[]): void {
  const known = [...packages, ...ABSENT];
  const imports = Object.values(outputs).flatMap((output) => output.imports.map(({ path }) => path));
  const unknown = imports.filter(
    (path) => !isBuiltin(path) && !known.some((name) => path === name || path.startsWith(`${name}/`)),
  );
  if (unknown.length > 0) throw new Error(`The bundle would not find ${[...new Set(unknown)].join(', ')}.`);
}

function packagesIn({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).flatMap((path) => packageFolder(path) ?? []);
  return [...new Set(folders)].sort();
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` → `node_modules/a/node_modules/@b/c`. */
function packageFolder(path: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}
