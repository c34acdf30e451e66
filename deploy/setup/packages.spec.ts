import { browserTool, installation, missingTools, TOOLS } from './packages.mjs';

describe('packages', () => {
  it('finds the tools of which no command is there', () => {
    const tools = [TOOLS.go, browserTool('debian'), TOOLS.composer];
    const isThere = (command: string) => ['go', 'google-chrome'].includes(command);
    expect(missingTools(tools, isThere)).toEqual([TOOLS.composer]);
  });

  it('knows the name of the browser on Debian and on Ubuntu', () => {
    expect([browserTool('debian').package, browserTool('ubuntu').package]).toEqual([
      'chromium',
      'chromium-browser',
    ]);
  });

  it('plans nothing when nothing is missing', () => {
    expect(installation([TOOLS.git], '/dev/null')).toEqual([]);
  });

  it('says of each missing package what it is for', () => {
    const tool = { commands: ['surely-not-here'], package: 'surely', why: 'to be sure' };
    const [action] = installation([tool], '/dev/null');
    expect(action?.rows).toEqual([{ what: 'surely', why: 'to be sure', how: 'apt-get install' }]);
  });
});
