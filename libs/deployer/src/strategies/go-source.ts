import { DeployError } from '../errors.js';
import { type SourceTree } from './source-tree.js';

/** The `go` directive of a go.mod, e.g. `1.21` or `1.21.3`; null when it has none (https://go.dev/ref/mod#go-mod-file-go). */
export function goVersionOf(goMod: string): string | null {
  return /^go[ \t]+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1] ?? null;
}

/**
 * Package path of the program to build: `.` when the root has package main; else the only folder of `cmd/` that
 * has one, or the one named after the service.
 */
export async function findMainPackage(tree: SourceTree, service: string): Promise<string> {
  if (await hasMain(tree, '.')) return '.';
  const programs: string[] = [];
  for (const name of await tree.names('cmd', 'folders')) {
    if (await hasMain(tree, `cmd/${name}`)) programs.push(name);
  }
  const chosen = programs.length === 1 ? programs[0] : programs.find((name) => name === service);
  if (chosen) return `./cmd/${chosen}`;
  throw new DeployError(
    'stack-mismatch',
    programs.length === 0
      ? 'The repository has no Go program: package main is neither in its root nor in a folder of cmd/. Add one, or move it there.'
      : `The repository has several Go programs (${programs.map((name) => `cmd/${name}`).join(', ')}) and none is named "${service}". Name the service after the one to run.`,
    'app',
  );
}

async function hasMain(tree: SourceTree, folder: string): Promise<boolean> {
  const names = await tree.names(folder, 'files');
  const sources = names.filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'));
  for (const name of sources) {
    if (declaresMain((await tree.read(`${folder}/${name}`)) ?? '')) return true;
  }
  return false;
}

/** Package main, and not a file that the build leaves out (`//go:build ignore`, as code generators have it). */
function declaresMain(source: string): boolean {
  const isIgnored = /^\/\/(?:go:build|[ \t]*\+build)[ \t]+ignore\b/m.test(source);
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
  return !isIgnored && /^\s*package[ \t]+main\b/.test(code);
}
