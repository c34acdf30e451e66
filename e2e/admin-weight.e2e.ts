import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUILD = 'dist/apps/admin/browser';
/** Compressed, in bytes: what a browser has to have before the admin begins, wherever one enters. */
const MOST_JAVASCRIPT = 250_000;

/** The files that a chunk cannot run without: its static imports, and theirs. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(BUILD, file), 'utf8');
  for (const [, imported = ''] of code.matchAll(/(?:from|import) ?["']\.\/([^"']+\.js)["']/g))
    withImports(imported, seen);
  return seen;
}

const compressed = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD, file)), { level: 6 }).length, 0);

describe('the production build of the admin', () => {
  const index = readFileSync(join(BUILD, 'index.html'), 'utf8');

  it('has at most 250 kB of compressed JavaScript to begin with', () => {
    const entries = [...index.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, source = '']) => source);
    expect(entries.length).toBeGreaterThan(0);
    const initial = new Set(entries.flatMap((entry) => [...withImports(entry)]));
    expect(initial.size).toBeGreaterThan(1);
    expect(compressed(initial)).toBeLessThanOrEqual(MOST_JAVASCRIPT);
  });

  it('names no other host in what it loads, fonts and styles included', () => {
    const styles = readdirSync(BUILD).filter((file) => file.endsWith('.css'));
    const texts = [index, ...styles.map((file) => readFileSync(join(BUILD, file), 'utf8'))];
    const loaded = texts.flatMap((text) =>
      [...text.matchAll(/(?:src|href)="([^"]+)"|url\(["']?([^"')]+)/g)].map(
        ([, link, url]) => link ?? url ?? '',
      ),
    );
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((address) => /^(https?:)?\/\//.test(address))).toEqual([]);
  });
});
