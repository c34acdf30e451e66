import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { DeployError, type DeployOptions } from '@sdp/deployer';
import { FakeControlPlane } from '../testing/fake-control-plane.js';
import { ScriptedHost } from '../testing/scripted-host.js';
import { aDeployment, newDataDir, removeDataDir, startAgent } from '../testing/test-agent.js';

const OWN = 'own-c4nary-pass-w0rd-9127';

describe("an agent host's own read access to git", () => {
  let folder: string;
  let file: string;
  let dataDir: string;
  let control: FakeControlPlane;
  let host: ScriptedHost;
  let agent: INestApplicationContext | undefined;
  let given: DeployOptions['credentials'][];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-git-access-'));
    file = join(folder, 'password');
    await writeFile(file, `${OWN}\n`, { mode: 0o600 });
    dataDir = await newDataDir();
    control = await new FakeControlPlane().listen();
    host = new ScriptedHost();
    given = [];
    host.script = async (_, { credentials }) => void given.push(credentials);
  });
  afterEach(async () => {
    await agent?.close();
    agent = undefined;
    await control.close();
    await removeDataDir(dataDir);
    await rm(folder, { recursive: true });
  });

  const start = async (settings: Record<string, string> = {}) => {
    const { url, token } = control;
    const access = {
      SDP_GIT_READ_USER: 'sdp-reader',
      SDP_GIT_READ_PASSWORD_FILE: file,
      SDP_GIT_READ_HOSTS: 'git.test',
    };
    agent = await startAgent(host, { dataDir, url, token, settings: { ...access, ...settings } });
  };
  let epoch = 0;
  const byItself = () => aDeployment({ epoch: ++epoch, credentials: undefined, access: 'agent' } as never);
  const deploy = async (frame = byItself()) => {
    const answer = await control.send('deployment:run', frame);
    return answer.ok ? control.untilFinished(frame.deploymentId) : answer.error;
  };

  it('fetches what nobody has credentials for, and is announced by its hosts', async () => {
    await start();
    expect(await deploy()).toMatchObject({ outcome: 'succeeded' });
    expect(given).toEqual([{ username: 'sdp-reader', password: OWN }]);
    expect(control.hellos[0]?.gitHosts).toEqual(['git.test']);
    expect(JSON.stringify(control.hellos)).not.toContain(OWN);
  });

  it('is left alone where a person brings credentials, and where the frame does not ask for it', async () => {
    await start();
    await deploy(aDeployment({ epoch: ++epoch, access: 'agent' }));
    await deploy(aDeployment({ epoch: ++epoch, credentials: undefined } as never));
    expect(given.map((credentials) => credentials?.username)).toEqual(['ada', undefined]);
  });

  it('answers for branches and comparisons as well', async () => {
    await start();
    const repository = 'orders';
    expect(await control.send('branches:list', { repository, access: 'agent' })).toMatchObject({ ok: true });
    const comparison = { repository, branch: 'main', access: 'agent' };
    expect(await control.send('commits:compare', comparison)).toMatchObject({ ok: true });
    expect(await control.send('branches:list', { repository })).toMatchObject({
      ok: false,
      error: { code: 'git-access-missing' },
    });
  });

  it.each([
    ['nothing is set', { SDP_GIT_READ_USER: '', SDP_GIT_READ_PASSWORD_FILE: '', SDP_GIT_READ_HOSTS: '' }],
    ['it is for another host', { SDP_GIT_READ_HOSTS: 'other.test' }],
  ])('is missing when %s: the frame is refused before anything is done', async (_, settings) => {
    await start(settings);
    expect(await deploy()).toMatchObject({
      code: 'git-access-missing',
      message: expect.stringContaining('orders'),
    });
    expect(host.calls).toEqual([]);
  });

  it('follows a changed password without a restart, and says so when the file is open to others', async () => {
    await start();
    await writeFile(file, 'another-password');
    await deploy();
    expect(given).toEqual([{ username: 'sdp-reader', password: 'another-password' }]);
    await chmod(file, 0o644);
    expect(await deploy()).toMatchObject({
      code: 'git-access-missing',
      message: expect.stringContaining('chmod 600'),
    });
  });

  it('is not tried again after a refusal until the password is another one', async () => {
    await start();
    host.script = async (_, { credentials }) => {
      given.push(credentials);
      if (credentials?.password === OWN)
        throw new DeployError('credentials-rejected', `fatal: refused ${OWN}. Sign in again.`, 'app');
    };
    const refused = await deploy();
    expect(refused).toMatchObject({ outcome: 'failed', error: { code: 'git-access-refused' } });
    expect(await deploy()).toMatchObject({ code: 'git-access-refused' });
    expect(given).toHaveLength(1);
    await writeFile(file, 'the-right-one-now');
    expect(await deploy()).toMatchObject({ outcome: 'succeeded' });
  });

  it('is masked in the log of what used it', async () => {
    await start();
    host.script = async (_, { reporter }) => reporter.line('fetch', 'err', `remote: hello ${OWN}`);
    const frame = byItself();
    await deploy(frame);
    expect(control.logOf(frame.deploymentId)).toContain('remote: hello');
    expect(control.logOf(frame.deploymentId)).not.toContain(OWN);
  });

  it('is not to blame where one repository alone is closed to it', async () => {
    await start();
    host.script = async () => {
      throw new DeployError('credentials-rejected', 'Forbidden.', 'app', false, { status: 403 });
    };
    expect(await deploy()).toMatchObject({ error: { code: 'credentials-rejected' } });
    expect(await deploy()).toMatchObject({ error: { code: 'credentials-rejected' } });
  });
});
