import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceStamp } from './source-stamp.mjs';

describe('the source stamp', () => {
  let root: string;
  const write = (file: string, content: string) => writeFileSync(join(root, file), content);
  const stamp = () => sourceStamp(root, ['src', 'lock.json', 'absent']);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sdp-stamp-'));
    mkdirSync(join(root, 'src/deep'), { recursive: true });
    write('src/deep/a.ts', 'a');
    write('lock.json', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each<[string, () => void]>([
    ['a changed file', () => write('src/deep/a.ts', 'b')],
    ['a new file', () => write('src/b.ts', '')],
    ['a renamed file', () => renameSync(join(root, 'src/deep/a.ts'), join(root, 'src/deep/b.ts'))],
    ['a removed file', () => rmSync(join(root, 'lock.json'))],
  ])('changes with %s', (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });

  it.each<[string, () => void]>([
    ['files are written again as they were', () => write('src/deep/a.ts', 'a')],
    ['a test changes', () => write('src/deep/a.spec.ts', 'test')],
    ['something else changes', () => write('other.ts', '')],
  ])('stays when %s', (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).toBe(before);
  });
});
