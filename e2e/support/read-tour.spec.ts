import { readTour } from './read-tour.js';

const README = `
## Before
\`\`\`sh
not this
\`\`\`
## Tour
Words.
\`\`\`sh
# who answers
curl -s \\
  there
# → "from":"sandbox"
# → "version"
ls
\`\`\`
More words.
\`\`\`sh
pwd
\`\`\`
## After
\`\`\`sh
nor this
\`\`\`
`;

describe('the tour', () => {
  it('is every command of its section, with what it shows', () => {
    expect(readTour(README, 'Tour')).toEqual([
      { command: 'curl -s \\\n  there', shows: ['"from":"sandbox"', '"version"'] },
      { command: 'ls', shows: [] },
      { command: 'pwd', shows: [] },
    ]);
  });
});
