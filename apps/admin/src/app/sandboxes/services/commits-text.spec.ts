import { commitsText } from './commits-text';

describe('commitsText', () => {
  const commits = { branch: 'feature/x', aheadOfRunning: 0, defaultBranch: 'main', behindDefault: 0 };
  it.each([
    [{}, 'the branch’s newest runs'],
    [{ aheadOfRunning: 1 }, '1 commit ahead of what runs'],
    [{ aheadOfRunning: 3, behindDefault: 2 }, '3 commits ahead of what runs · 2 commits behind main'],
    [{ aheadOfRunning: null }, 'what runs is not in the branch'],
    [{ branch: 'main', behindDefault: 4 }, 'the branch’s newest runs'],
  ])('says %p as %p', (parts, text) => expect(commitsText({ ...commits, ...parts })).toBe(text));
});
