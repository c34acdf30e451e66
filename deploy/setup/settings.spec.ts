import { parseDotEnv } from './dot-env.mjs';
import { readSettings, unknownNames } from './settings.mjs';

describe('settings', () => {
  it('run the demo when nothing is set', () => {
    expect(readSettings({}, '/sdp')).toMatchObject({
      home: '/sdp/data',
      port: 7300,
      switchPort: 7380,
      demo: { gitPort: 7301, baselinePort: 7302, baselineGatewayPort: 7303 },
      repositories: [],
    });
  });

  it('run no demo beside real repositories', () => {
    const repository = {
      name: 'a',
      url: 'https://git.example.org/a.git',
      stack: 'go',
      defaultBranch: 'main',
    };
    const settings = readSettings({ SDP_REPOSITORIES: JSON.stringify([repository]) }, '/sdp');
    expect(settings).toMatchObject({ demo: null, repositories: [repository] });
  });

  it('ask for repositories where only a git server is named', () => {
    expect(() => readSettings({ SDP_GIT_HOSTS: 'git.example.org' }, '/sdp')).toThrow(/SDP_REPOSITORIES/);
  });

  it('tell what no program reads', () => {
    const { passedOn } = readSettings({ SDP_CAPACITY: '3', SDP_SESION_HOURS: '8', SDP_PORT: '7400' }, '/sdp');
    expect(unknownNames({ passedOn, root: process.cwd() })).toEqual(['SDP_SESION_HOURS']);
  });

  it('name every bad variable at once', () => {
    const bad = {
      SDP_PORT: '99999',
      SDP_PULL_IMAGES: 'perhaps',
      SDP_MICRO_PORT_RANGE: '9-1',
      SDP_REPOSITORIES: '{}',
    };
    const read = () => readSettings(bad, '/sdp');
    for (const name of Object.keys(bad)) expect(read).toThrow(new RegExp(`- ${name} is `));
  });

  it('pass on what the programs read themselves, and keep what each is given of its own', () => {
    const environment = { SDP_LEASE_MS: '9000', SDP_DATA_DIR: '/elsewhere', HOME: '/root' };
    expect(readSettings(environment, '/sdp').passedOn).toEqual({ SDP_LEASE_MS: '9000' });
  });
});

describe('a .env file', () => {
  it('may have comments, quotes and exports', () => {
    const text = '# ports\nSDP_PORT=7400 # not 7300\nexport SDP_HOST="0.0.0.0"\n\nnot a line\nEMPTY=\n';
    expect(parseDotEnv(text)).toEqual({ SDP_PORT: '7400', SDP_HOST: '0.0.0.0', EMPTY: '' });
  });
});
