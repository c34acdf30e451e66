import { type BranchView, type RepositoryUseView } from '@sdp/protocol';
import { branchRows, isBehind } from './branch-rows';

const commit = (id: string) => ({ id, author: 'ada', time: '2026-11-23T10:00:00.000Z', subject: 'x' });
const branch = (name: string, id = 'a'): BranchView => ({ name, commit: commit(id) });
const use = (name: string, runs?: string): RepositoryUseView => ({
  sandbox: { id: '1', name: 'checkout', owner: 'ada' },
  service: 'orders',
  branch: name,
  pinnedCommit: null,
  observed: 'running',
  running: runs ? { deploymentId: '7', branch: name, commit: commit(runs) } : null,
});

describe('branchRows', () => {
  it('keeps the order of the git server, and says who has each', () => {
    const rows = branchRows([branch('fast'), branch('main')], [use('main'), use('main')], '');
    expect(rows.map(({ name, uses }) => [name, uses.length])).toEqual([
      ['fast', 0],
      ['main', 2],
    ]);
  });

  it('keeps what only a sandbox has, after the others', () => {
    expect(branchRows([branch('main')], [use('merged')], '')).toMatchObject([
      { name: 'main' },
      { name: 'merged', commit: null, uses: [{ branch: 'merged' }] },
    ]);
  });

  it('searches both by a part of the name', () => {
    const rows = branchRows([branch('main'), branch('feature/X')], [use('fix/x-ray')], 'x');
    expect(rows.map(({ name }) => name)).toEqual(['feature/X', 'fix/x-ray']);
  });
});

describe('isBehind', () => {
  const [row] = branchRows([branch('main', 'b')], [], '');

  it('compares what runs with the newest commit', () => {
    expect([isBehind(row!, use('main', 'a')), isBehind(row!, use('main', 'b'))]).toEqual([true, false]);
  });

  it('says nothing where it does not know', () => {
    expect(isBehind(row!, use('main'))).toBe(false);
    expect(isBehind({ ...row!, commit: null }, use('main', 'a'))).toBe(false);
  });
});
