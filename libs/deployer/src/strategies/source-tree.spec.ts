import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceTree } from './source-tree.js';

let root: string;
let outside: string;
let tree: SourceTree;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-tree-'));
  outside = await mkdtemp(join(tmpdir(), 'sdp-outside-'));
  await writeFile(join(outside, 'secret'), 'canary');
  await mkdir(join(root, 'inside'));
  await writeFile(join(root, 'inside', 'file'), 'fine');
  tree = new SourceTree(root);
});

afterEach(async () => {
  await rm(root, { recursive: true });
  await rm(outside, { recursive: true });
});

describe('SourceTree', () => {
  it('reads files and links that stay inside', async () => {
    await symlink('inside/file', join(root, 'link'));
    expect(await tree.read('inside/file')).toBe('fine');
    expect(await tree.read('link')).toBe('fine');
    expect(await tree.read('nothing')).toBeNull();
    expect(await tree.read('inside')).toBeNull();
  });

  it.each([
    ['a link to a file', 'link', (target: string) => join(target, 'secret'), 'link'],
    ['a link to a folder', 'folder', (target: string) => target, 'folder/secret'],
    ['a path with dots', 'unused', () => 'inside', '../../../../../../etc/hostname'],
  ])('does not read through %s', async (_, name, target, path) => {
    await symlink(target(outside), join(root, name));
    expect(await tree.read(path)).toBeNull();
    expect(await tree.has(path)).toBe(false);
  });

  it('removes links that leave the tree, and only those', async () => {
    await symlink('inside/file', join(root, 'good'));
    await symlink('inside/made-later', join(root, 'dangling'));
    await symlink(join(outside, 'secret'), join(root, 'absolute'));
    await symlink('../../../../../../../etc/passwd', join(root, 'inside', 'relative'));
    await symlink('absolute', join(root, 'chained'));
    await symlink('../../nowhere', join(root, 'inside', 'dangling-outside'));

    expect(await tree.removeEscapingLinks()).toEqual([
      'absolute',
      'chained',
      'inside/dangling-outside',
      'inside/relative',
    ]);
    expect((await readdir(root)).sort()).toEqual(['dangling', 'good', 'inside']);
  });

  it('lists names without following links', async () => {
    await symlink(outside, join(root, 'inside', 'linked'));
    await mkdir(join(root, 'inside', 'sub'));
    expect(await tree.names('inside', 'folders')).toEqual(['sub']);
    expect(await tree.names('inside', 'files')).toEqual(['file']);
    expect(await tree.names('nowhere', 'files')).toEqual([]);
  });
});
