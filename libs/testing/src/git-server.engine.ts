import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXAMPLES, makeExample, type ExampleName } from './examples.js';
import { gitEnvironment } from './git-environment.js';
import { startGitServer, type GitServer } from './git-server.js';

const run = promisify(execFile);

describe('git server with the sample repositories', () => {
  let root: string;
  let server: GitServer;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sdp-git-'));
    await makeExample(root, 'orders');
    server = await startGitServer({
      root,
      username: 'dev',
      password: 'right one',
      otherUsernames: ['qa'],
      accounts: { reader: 'its own' },
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true });
  });
  afterEach(() => server.setPassword('right one'));

  const remote = (password: string, ...args: string[]) => git(server, 'dev', password, ...args);

  it('lists branches over protocol v2', async () => {
    const { stdout, stderr } = await remote('right one', 'ls-remote', '--heads', `${server.url}/orders.git`);
    expect(stdout).toMatch(/refs\/heads\/feature\/fast-orders\n/);
    expect(stderr).toMatch(/git< version 2/);
  });

  it('knows several people, and no others', async () => {
    const listing = ['ls-remote', `${server.url}/orders.git`];
    await git(server, 'qa', 'right one', ...listing);
    await expect(git(server, 'nobody', 'right one', ...listing)).rejects.toThrow(/could not read Username/);
  });

  it('refuses a wrong password, and one that was changed', async () => {
    const listing = ['ls-remote', `${server.url}/orders.git`];
    await expect(remote('wrong one', ...listing)).rejects.toThrow(/could not read Username/);
    server.setPassword('newer one');
    await expect(remote('right one', ...listing)).rejects.toThrow(/could not read Username/);
  });

  it('keeps the passwords of accounts apart', async () => {
    const listing = ['ls-remote', `${server.url}/orders.git`];
    server.setPassword('newer one');
    await git(server, 'reader', 'its own', ...listing);
    await expect(git(server, 'reader', 'newer one', ...listing)).rejects.toThrow(/could not read Username/);
    await expect(git(server, 'qa', 'its own', ...listing)).rejects.toThrow(/could not read Username/);
  });

  it('serves a shallow clone and takes a push', async () => {
    const clone = join(root, 'clone');
    await remote('right one', 'clone', '--depth=1', '--branch=main', `${server.url}/orders.git`, clone);
    await remote('right one', '-C', clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/pushed');
    const { stdout } = await remote(
      'right one',
      'ls-remote',
      `${server.url}/orders.git`,
      'refs/heads/pushed',
    );
    expect(stdout).toContain('refs/heads/pushed');
  });

  it('does not answer while it hangs, and answers afterwards', async () => {
    server.hang(true);
    const waiting = fetch(`${server.url}/orders.git/info/refs?service=git-upload-pack`);
    await expect(fetch(server.url, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
    server.hang(false);
    expect((await waiting).status).toBe(401);
  });

  it('redirects before it asks who is there', async () => {
    server.redirectTo('http://elsewhere.example/');
    const answer = await fetch(`${server.url}/orders.git/info/refs`, { redirect: 'manual' });
    server.redirectTo(null);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'http://elsewhere.example/orders.git/info/refs',
    ]);
  });
});

describe('sample repositories', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sdp-examples-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each(Object.keys(EXAMPLES) as ExampleName[])('%s has the same commits every time', async (name) => {
    const heads = async () => {
      const repository = await makeExample(root, name);
      return Promise.all(
        ['main', ...Object.keys(EXAMPLES[name].branches)].map((branch) => repository.head(branch)),
      );
    };
    const first = await heads();
    expect(await heads()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('changes while it is served: commit, rewrite, new and deleted branches', async () => {
    const repository = await makeExample(root, 'payments');
    const edit = (name: string) => ({ subject: name, edits: { 'NEWS.md': `${name}\n` } });
    const first = await repository.commit('main', edit('first'));
    const second = await repository.rewrite('main', edit('second'));
    expect(second).not.toBe(first);
    await expect(repository.head('main~1')).resolves.not.toBe(first);
    await repository.branch('other', 'main');
    await expect(repository.head('other')).resolves.toBe(second);
    await repository.deleteBranch('other');
    await expect(repository.head('other')).rejects.toThrow();
  });
});

function git(server: GitServer, username: string, password: string, ...args: string[]) {
  return run('git', args, {
    env: {
      ...gitEnvironment(),
      GIT_TRACE_PACKET: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${server.url}.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    },
  });
}
