import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type GitServer, makeExample, startGitServer, type TestRepository } from '@sdp/testing';
import { type DeployError } from '../errors.js';
import { Repositories } from '../repositories.js';
import { until } from '../until.js';
import { GoStrategy } from '../strategies/go-strategy.js';
import { PhpStrategy } from '../strategies/php-strategy.js';
import { GitSource } from './git-source.js';

const run = promisify(execFile);
const EXAMPLES = join(__dirname, '../../../../examples');
const CANARY = 'canary-7d1e-ÄÖ';
const credentials = { username: 'dev', password: CANARY };
const wrong = { username: 'dev', password: 'wrong-canary' };

let root: string;
let dataDir: string;
let server: GitServer;
let orders: TestRepository;
let git: GitSource;
let remote: { name: string; url: string };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-remote-'));
  dataDir = await mkdtemp(join(tmpdir(), 'sdp-data-'));
  server = await startGitServer({ root, ...credentials });
  orders = await makeExample(root, 'orders', EXAMPLES);
  remote = { name: 'orders', url: `${server.url}/orders.git` };
  git = sourceOf();
});

afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

function sourceOf(options: Partial<ConstructorParameters<typeof GitSource>[0]> = {}): GitSource {
  return new GitSource({
    dataDir,
    allowHttp: true,
    hosts: [`127.0.0.1:${server.port}`],
    timeoutMs: 15_000,
    ...options,
  });
}

function repositories(): Repositories {
  return new Repositories(dataDir, [], git, [new GoStrategy(), new PhpStrategy()]);
}

const mirror = () => join(dataDir, 'repos', 'orders.git');
const release = (name: string) => join(dataDir, 'releases', name, 'src');
const change = (subject: string) => ({ subject, edits: { 'note.txt': subject } });

async function everythingBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join(
    '\n',
  );
}

describe('credentials', () => {
  it('are proved by the git server', async () => {
    await expect(git.remotes.isPublic(remote)).resolves.toBe(false);
    await expect(git.remotes.probe(remote, credentials)).resolves.toBeUndefined();
    await expect(git.remotes.probe(remote, wrong)).rejects.toMatchObject({
      code: 'credentials-rejected',
      blame: 'app',
    });
    server.setPassword('changed meanwhile');
    await expect(git.remotes.probe(remote, credentials)).rejects.toMatchObject({
      code: 'credentials-rejected',
    });
  });

  it('appear in no command line while git runs, in no file, and in no error', async () => {
    server.hang(true);
    const fetching = git.fetchCommit(remote, { branch: 'main' }, credentials);
    let sawGit = false;
    await until(async () => {
      const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
      const lines = await Promise.all(
        pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
      );
      const gitLines = lines.filter((line) => line.includes(remote.url));
      sawGit ||= gitLines.some((line) => line.includes('remote-http'));
      for (const line of lines) {
        expect(line).not.toContain(CANARY);
        expect(line).not.toContain(Buffer.from(`dev:${CANARY}`).toString('base64'));
      }
      return sawGit;
    });
    server.hang(false);
    await fetching;

    const written = await everythingBelow(dataDir);
    expect(written).not.toContain(Buffer.from(CANARY).toString('latin1'));
    expect(written).not.toContain(Buffer.from(`dev:${CANARY}`).toString('base64'));

    const error = (await git.remotes.probe(remote, wrong).catch((caught: unknown) => caught)) as DeployError;
    expect(JSON.stringify(error.toWire())).not.toContain(wrong.password);
  });

  it('do not follow a redirect to another host', async () => {
    const asked: (string | undefined)[] = [];
    const thief: Server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    server.redirectTo(`http://127.0.0.1:${(thief.address() as AddressInfo).port}`);
    await expect(git.remotes.probe(remote, credentials)).rejects.toMatchObject({
      code: 'repository-unreachable',
    });
    expect(asked).toEqual([]);
    thief.close();
  });

  it('are not sent to a host that is not allowed', async () => {
    await expect(
      sourceOf({ hosts: ['git.example.com'] }).remotes.probe(remote, credentials),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(sourceOf({ allowHttp: false }).remotes.probe(remote, credentials)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('fetching', () => {
  it('brings the newest commit of a branch, then only what is new', async () => {
    const first = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    expect(first).toMatchObject({ id: await orders.head('main'), author: 'Robin Example' });
    const id = await orders.commit('main', change('Add a note'));
    expect(await git.fetchCommit(remote, { branch: 'main' }, credentials)).toMatchObject({
      id,
      subject: 'Add a note',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('needs neither network nor credentials for a pinned commit that is here', async () => {
    const pinned = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await orders.commit('main', change('Later'));
    server.hang(true);
    expect(await git.fetchCommit(remote, { branch: 'main', commit: pinned.id })).toEqual(pinned);
    server.hang(false);
  });

  it('says that credentials are needed for anything else', async () => {
    await expect(git.fetchCommit(remote, { branch: 'main' })).rejects.toMatchObject({
      code: 'credentials-needed',
    });
  });

  it('finds a pinned commit that no branch has any more', async () => {
    const lost = await orders.commit('main', change('To be rewritten'));
    await orders.rewrite('main', change('Rewritten'));
    expect(await git.fetchCommit(remote, { branch: 'main', commit: lost }, credentials)).toMatchObject({
      id: lost,
    });
  });

  it('follows a forced push', async () => {
    await orders.commit('main', change('First try'));
    await git.fetchCommit(remote, { branch: 'main' }, credentials);
    const id = await orders.rewrite('main', change('Second try'));
    expect(await git.fetchCommit(remote, { branch: 'main' }, credentials)).toMatchObject({ id });
  });

  it('goes on when a branch has become a folder of branches', async () => {
    await orders.branch('topic', 'main');
    await git.fetchCommit(remote, { branch: 'topic' }, credentials);
    await orders.deleteBranch('topic');
    await orders.branch('topic/one', 'main');
    expect(await git.fetchCommit(remote, { branch: 'topic/one' }, credentials)).toMatchObject({
      id: await orders.head('main'),
    });
  });

  it.each([
    ['an unknown branch', { branch: 'nope' }, 'branch-unknown'],
    ['an unknown commit', { branch: 'main', commit: 'f'.repeat(40) }, 'commit-unknown'],
  ])('names %s', async (_, revision, code) => {
    await expect(git.fetchCommit(remote, revision, credentials)).rejects.toMatchObject({
      code,
      blame: 'app',
    });
  });

  it('names an unknown repository, and a server that is not there', async () => {
    const unknown = { name: 'nope', url: `${server.url}/nope.git` };
    await expect(git.fetchCommit(unknown, { branch: 'main' }, credentials)).rejects.toMatchObject({
      code: 'repository-unknown',
    });
    await server.close();
    await expect(git.fetchCommit(remote, { branch: 'main' }, credentials)).rejects.toMatchObject({
      code: 'repository-unreachable',
      retryable: true,
    });
    server = await startGitServer({ root, ...credentials });
  });

  it('ends at its deadline when the server hangs', async () => {
    server.hang(true);
    await expect(
      sourceOf({ timeoutMs: 500 }).fetchCommit(remote, { branch: 'main' }, credentials),
    ).rejects.toMatchObject({ code: 'step-timeout', retryable: true });
    server.hang(false);
  });

  it('ends when it is canceled, and the next one works', async () => {
    server.hang(true);
    const abort = new AbortController();
    const reason = new Error('canceled');
    const fetching = git.fetchCommit(remote, { branch: 'main' }, credentials, abort.signal);
    fetching.catch(() => undefined);
    await until(async () => existsSync(join(mirror(), 'HEAD')));
    abort.abort(reason);
    await expect(fetching).rejects.toBe(reason);
    server.hang(false);
    await git.fetchCommit(remote, { branch: 'main' }, credentials);
  });

  it('lets two at once have different branches', async () => {
    const branches = ['main', 'feature/fast-orders', 'fix/order-states', 'main'];
    const commits = await Promise.all(
      branches.map((branch) => git.fetchCommit(remote, { branch }, credentials)),
    );
    expect(commits.map(({ id }) => id)).toEqual(
      await Promise.all(branches.map((branch) => orders.head(branch))),
    );
  });
});

describe('comparing', () => {
  const main = () => ({ ...remote, stack: 'go' as const, defaultBranch: 'main' });
  const compare = (branch: string, running?: string) => git.compare(main(), { branch, running }, credentials);

  it('counts what does not run yet, and what the default branch has besides', async () => {
    const running = (await compare('main')).head.id;
    await orders.branch('topic', 'main');
    await orders.commit('topic', change('One'));
    const head = await orders.commit('topic', change('Two'));
    await orders.commit('main', change('Elsewhere'));
    expect(await compare('topic', running)).toMatchObject({
      head: { id: head, subject: 'Two' },
      aheadOfRunning: 2,
      defaultBranch: 'main',
      behindDefault: 1,
    });
    expect(await compare('topic', head)).toMatchObject({ aheadOfRunning: 0 });
    expect(await compare('main', running)).toMatchObject({ aheadOfRunning: 1, behindDefault: 0 });
  });

  it('tells nothing of a commit that is not in the history of the branch', async () => {
    await orders.branch('topic', 'main');
    const elsewhere = await orders.commit('main', change('Elsewhere'));
    expect(await compare('topic')).toMatchObject({ aheadOfRunning: null });
    expect(await compare('topic', elsewhere)).toMatchObject({ aheadOfRunning: null });
    expect(await compare('topic', 'f'.repeat(40))).toMatchObject({ aheadOfRunning: null });
  });

  it('names a branch that is not there any more, and needs credentials', async () => {
    await expect(compare('nowhere')).rejects.toMatchObject({
      code: 'branch-unknown',
      message: expect.stringContaining('"nowhere"'),
    });
    await expect(git.compare(main(), { branch: 'main' }, wrong)).rejects.toMatchObject({
      code: 'credentials-rejected',
    });
  });
});

describe('checking out', () => {
  it('makes a tree at the exact commit that knows nothing of this host', async () => {
    const { id } = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await git.checkOut(remote, id, release('one'));
    expect(existsSync(join(release('one'), 'main.go'))).toBe(true);
    expect(existsSync(join(release('one'), '.git'))).toBe(false);
    expect(await readdir(join(mirror(), 'worktrees')).catch(() => [])).toEqual([]);
  });

  it('gives two commits two trees, at the same time', async () => {
    const old = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await orders.commit('main', change('New'));
    const young = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await Promise.all([
      git.checkOut(remote, old.id, release('old')),
      git.checkOut(remote, young.id, release('young')),
    ]);
    expect(existsSync(join(release('old'), 'note.txt'))).toBe(false);
    expect(await readFile(join(release('young'), 'note.txt'), 'utf8')).toBe('New');
  });

  it('runs no hooks', async () => {
    const { id } = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await mkdir(join(mirror(), 'hooks'), { recursive: true });
    await writeFile(join(mirror(), 'hooks', 'post-checkout'), `#!/bin/sh\ntouch ${dataDir}/pwned\n`, {
      mode: 0o755,
    });
    await git.checkOut(remote, id, release('one'));
    expect(existsSync(join(dataDir, 'pwned'))).toBe(false);
  });

  it('goes on after a git process was killed', async () => {
    const { id } = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    for (const lock of ['packed-refs.lock', 'HEAD.lock', 'refs/heads/main.lock', 'shallow.lock']) {
      await writeFile(join(mirror(), lock), '');
    }
    await mkdir(join(mirror(), 'worktrees', 'src'), { recursive: true });
    await writeFile(join(mirror(), 'worktrees', 'src', 'index.lock'), '');
    await writeFile(join(mirror(), 'objects', 'pack', 'tmp_pack_abc'), '');

    await git.mirrors.cleanUp();
    await orders.commit('main', change('After the crash'));
    const next = await git.fetchCommit(remote, { branch: 'main' }, credentials);
    await git.checkOut(remote, next.id, release('two'));
    expect(await readdir(join(mirror(), 'objects', 'pack'))).not.toContain('tmp_pack_abc');
    await run('git', ['--git-dir', mirror(), 'cat-file', '-e', id]);
  });
});

describe('repositories', () => {
  it('lists branches with their newest commit, newest first', async () => {
    const known = repositories();
    await known.load();
    await known.add('orders', remote.url, credentials);
    const id = await orders.commit('fix/order-states', change('The very newest'));
    const branches = await known.listBranches('orders', credentials);
    expect(branches[0]).toMatchObject({
      name: 'fix/order-states',
      commit: { id, subject: 'The very newest' },
    });
    expect(branches.map(({ name }) => name)).toEqual(expect.arrayContaining(['main', 'feature/fast-orders']));
    const times = branches.map(({ commit }) => Date.parse(commit.time));
    expect(times).toEqual(times.toSorted((a, b) => b - a));

    await orders.deleteBranch('fix/order-states');
    const later = await known.listBranches('orders', credentials);
    expect(later.map(({ name }) => name)).not.toContain('fix/order-states');
  });

  it('adds by URL, finds stack and default branch, and remembers', async () => {
    await makeExample(root, 'api-gateway', EXAMPLES);
    const known = repositories();
    await known.load();
    expect(await known.add('orders', remote.url, credentials)).toEqual({
      ...remote,
      stack: 'go',
      defaultBranch: 'main',
    });
    const gateway = await known.add('gw', `${server.url}/api-gateway.git`, credentials);
    expect(gateway).toMatchObject({ stack: 'php', defaultBranch: 'main' });
    expect(await known.add('orders', remote.url, credentials)).toEqual(known.get('orders'));

    const restarted = repositories();
    await restarted.load();
    expect(restarted.list().map(({ name }) => name)).toEqual(['orders', 'gw']);
    await expect(restarted.probeCredentials(credentials)).resolves.toBeUndefined();
  });

  it.each([
    ['wrong credentials', 'orders', () => remote.url, wrong, 'credentials-rejected'],
    ['a URL that is not there', 'nope', () => `${server.url}/nope.git`, credentials, 'repository-unknown'],
    ['another host', 'orders', () => 'https://evil.example/orders.git', credentials, 'invalid-input'],
    ['a local file', 'orders', () => `file://${root}/orders.git`, credentials, 'invalid-input'],
    ['a remote helper', 'orders', () => 'ext::touch /tmp/pwned', credentials, 'invalid-input'],
    ['a name that is a path', '../orders', () => remote.url, credentials, 'invalid-input'],
    ['no known stack', 'no-go-mod', () => `${server.url}/no-go-mod.git`, credentials, 'stack-unknown'],
  ])('adds nothing for %s', async (_, name, url, given, code) => {
    await makeExample(root, 'no-go-mod', EXAMPLES);
    const known = repositories();
    await known.load();
    await expect(known.add(name, url(), given)).rejects.toMatchObject({ code });
    expect(known.list()).toEqual([]);
    expect(await readdir(join(dataDir, 'repos')).catch(() => [])).toEqual([]);
  });

  it('refuses a name that is taken by another URL', async () => {
    await makeExample(root, 'payments', EXAMPLES);
    const known = repositories();
    await known.load();
    await known.add('orders', remote.url, credentials);
    await expect(known.add('orders', `${server.url}/payments.git`, credentials)).rejects.toMatchObject({
      code: 'name-taken',
    });
  });
});
