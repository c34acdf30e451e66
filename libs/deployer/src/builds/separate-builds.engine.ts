import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../process/child-environment.js';
import { type CommandOptions } from '../process/run-command.js';
import { type BuildCommand } from '../strategies/deploy-strategy.js';
import { until } from '../until.js';
import { type BuildUser, findBuildUser } from './build-user.js';
import { SeparateBuilds } from './separate-builds.js';
import { hasProcesses } from './user-processes.js';

/** Debian has them from the start, and nothing runs as them. Root is needed to become them. */
const USERS = ['games', 'news'];

let dataDir: string;
let builds: SeparateBuilds;
let user: BuildUser;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sdp-builds-'));
  user = await findBuildUser(USERS[0]!);
  await mkdir(join(dataDir, 'spool'));
  await writeFile(join(dataDir, 'spool/secret'), 'canary');
  await writeFile(join(dataDir, 'repositories.json'), 'canary');
  builds = await prepared([USERS[0]!]);
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function prepared(users: string[]): Promise<SeparateBuilds> {
  const cacheDir = join(dataDir, 'cache');
  const made = new SeparateBuilds({ users, dataDir, cacheDir, dockerSocket: '/var/run/docker.sock' });
  await made.prepare();
  return made;
}

/** A release with a tree, as a check-out leaves it. */
async function release(name = 'one'): Promise<string> {
  const folder = join(dataDir, 'releases/sandbox/orders', name);
  await mkdir(join(folder, 'src/deep'), { recursive: true });
  await chmod(folder, 0o700);
  await writeFile(join(folder, 'src/main.go'), 'package main');
  return folder;
}

function shell(folder: string, script: string, repository = 'orders'): BuildCommand {
  return {
    title: 'a build',
    program: 'sh',
    args: ['-c', script],
    cwd: join(folder, 'src'),
    env: childEnvironment(dataDir),
    writesTo: [join(folder, 'bin'), builds.cacheOf(repository)],
  };
}

async function outputOf(
  folder: string,
  script: string,
  options: Partial<CommandOptions> = {},
  repository?: string,
): Promise<string> {
  const lines: string[] = [];
  const onLine = (_: string, text: string) => lines.push(text);
  const command = shell(folder, script, repository);
  await builds.run(command, { purpose: 'a build', timeoutMs: 20_000, onLine, ...options });
  return lines.join('\n');
}

describe('a build as somebody else', () => {
  it('has no right, no group, no variable of the agent, and limits', async () => {
    process.env['SDP_AGENT_TOKEN'] = 'canary';
    const told = await outputOf(
      await release(),
      'id; env; grep -E "^(Cap|NoNewPrivs|Groups)" /proc/self/status; cat /proc/self/oom_score_adj; nice; cat /proc/self/limits',
    );
    delete process.env['SDP_AGENT_TOKEN'];
    expect(told).toContain(`uid=${user.uid}(games) gid=${user.gid}(games) groups=${user.gid}(games)\n`);
    expect(told).not.toContain('canary');
    for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'])
      expect(told).toMatch(new RegExp(`Cap${set}:\\s+0{16}`));
    expect(told).toMatch(/NoNewPrivs:\s+1/);
    expect(told).toMatch(/\n1000\n5\n/);
    expect(told).toMatch(/Max processes +1024 +1024/);
    expect(told).toMatch(/Max core file size +0 +0/);
  });

  it('reads nothing of the agent, of a neighbour or of the engine', async () => {
    const neighbour = await release('neighbour');
    await outputOf(neighbour, 'echo canary > secret', {}, 'payments');
    const own = await release();
    const attempts = [
      ...['spool/secret', 'repositories.json'].map((name) => `cat ${dataDir}/${name}`),
      ...['repos', 'releases'].map((name) => `ls ${dataDir}/${name}`),
      `cat ${neighbour}/src/secret`,
      `ls ${builds.cacheOf('payments')}`,
      `cat /proc/${process.pid}/environ`,
      `kill -0 ${process.pid}`,
      `php -r 'exit(@stream_socket_client("unix:///var/run/docker.sock") ? 0 : 1);'`,
    ];
    const told = await outputOf(own, attempts.map((attempt) => `${attempt} && echo REACHED`).join('\n'));
    expect(told).not.toMatch(/REACHED|canary/);
    expect(told.match(/Permission denied/g)?.length).toBeGreaterThanOrEqual(7);
  });

  it('writes its release, which is the agent’s and readable for containers afterwards', async () => {
    const folder = await release();
    await symlink('/etc/passwd', join(folder, 'src/link'));
    const script =
      'umask 077; mkdir vendor; echo x > vendor/autoload.php; echo y > deep/new; printf z > ../bin/service;' +
      'chmod 6755 ../bin/service; chmod 777 vendor; mkdir -m 000 shut; pwd; echo $TMPDIR; echo t > $TMPDIR/t; echo h > $HOME/h';
    const [cwd, scratch] = (await outputOf(folder, script)).split('\n');
    expect(cwd).toBe(join(folder, 'src'));
    expect(existsSync(scratch!)).toBe(false);
    for (const path of [
      'src',
      'src/vendor',
      'src/vendor/autoload.php',
      'src/shut',
      'bin/service',
      'src/link',
    ]) {
      const { uid, mode } = await lstat(join(folder, path));
      const isLink = path.endsWith('link');
      expect([path, uid, isLink || (mode & 0o7022) === 0, (mode & 0o044) === 0o044]).toEqual([
        path,
        0,
        true,
        true,
      ]);
    }
    expect((await stat('/etc/passwd')).mode & 0o777).toBe(0o644);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('keeps its caches for the next one of the repository', async () => {
    await outputOf(await release('first'), `echo warm > ${builds.cacheOf('orders')}/object`);
    expect(await outputOf(await release('second'), `cat ${builds.cacheOf('orders')}/object`)).toBe('warm');
  });

  it('reaches no release once it is over, not even its own', async () => {
    const folder = await release();
    await outputOf(folder, 'true');
    const told = await outputOf(
      await release('next'),
      `cat ${folder}/src/main.go; echo more >> ${folder}/src/main.go`,
    );
    expect(told).toContain('Permission denied');
    expect(readFileSync(join(folder, 'src/main.go'), 'utf8')).toBe('package main');
  });

  it('leaves nothing running: not what left its group and its session, nor a fork bomb', async () => {
    const folder = await release();
    await outputOf(
      folder,
      'setsid sh -c "sleep 1000 & sleep 1000" >/dev/null 2>&1 & env -i setsid sleep 999 & sleep 0.1',
    );
    expect(await hasProcesses(user)).toBe(false);
    const bomb = outputOf(folder, 'bomb() { bomb | bomb & }; bomb; sleep 60', {
      timeoutMs: 1_000,
      onLine: () => {},
    });
    await expect(bomb).rejects.toMatchObject({ code: 'step-timeout' });
    expect(await hasProcesses(user)).toBe(false);
  });

  it('ends when it is canceled, and gives back what it had', async () => {
    const folder = await release();
    const abort = new AbortController();
    const run = outputOf(folder, 'echo > started; setsid sleep 1000', { signal: abort.signal });
    run.catch(() => undefined);
    await until(() => existsSync(join(folder, 'src/started')));
    abort.abort(new Error('canceled'));
    await expect(run).rejects.toThrow('canceled');
    expect(await hasProcesses(user)).toBe(false);
    expect((await stat(join(folder, 'src/started'))).uid).toBe(0);
  });

  it('writes no file that is larger than anybody needs', async () => {
    expect(await outputOf(await release(), 'truncate -s 5G filler; echo $?')).toMatch(
      /^File size limit exceeded|File too large/,
    );
  });

  it('waits while another one runs as its user, and runs beside it as another', async () => {
    const wait = 'while [ ! -e go ]; do sleep 0.05; done';
    const [first, second] = [await release('first'), await release('second')];
    const running = outputOf(first, `echo > started; ${wait}`);
    await until(() => existsSync(join(first, 'src/started')));
    const lines: string[] = [];
    const waiting = outputOf(second, 'echo over', { onLine: (_, text) => lines.push(text) });
    await until(() => lines.length > 0);
    builds = await prepared(USERS);
    expect(await outputOf(await release('third'), 'id -un')).toBe('news');
    expect(lines).toEqual(['waits until another build on this host is over']);
    await writeFile(join(first, 'src/go'), '');
    await Promise.all([running, waiting]);
    expect(lines.at(-1)).toBe('over');
  });

  it('is ended at the next start of an agent that was killed, and its gate closed', async () => {
    const folder = await release();
    await chmod(folder, 0o710);
    spawn('setpriv', ['--reuid=games', '--regid=games', '--clear-groups', 'sleep', '1000'], {
      stdio: 'ignore',
    });
    await until(() => hasProcesses(user));
    await prepared([USERS[0]!]);
    expect(await hasProcesses(user)).toBe(false);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('says which program is not there', async () => {
    const command = { ...shell(await release(), ''), program: 'no-such-compiler' };
    await expect(builds.run(command, { purpose: 'a build', timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'toolchain-missing',
    });
  });
});

describe('an agent does not start with a user', () => {
  it.each([
    ['who is not there', 'nobody-like-that', 'there is no user'],
    ['who is root', 'root', 'has the rights of root'],
    ['whom services run as', 'nobody', 'services run as'],
  ])('%s', (_, name, reason) => expect(prepared([name])).rejects.toThrow(reason));

  it('who cannot get to the data folder', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'sdp-closed-'));
    const inside = join(closed, 'data');
    await mkdir(inside);
    const options = {
      users: ['games'],
      dataDir: inside,
      cacheDir: join(inside, 'cache'),
      dockerSocket: '/none',
    };
    await expect(new SeparateBuilds(options).prepare()).rejects.toThrow('chmod o+x');
    await rm(closed, { recursive: true });
  });
});

it('leaves nothing of the data folder open to everybody', async () => {
  await outputOf(await release(), 'true');
  const open = [];
  for (const name of await readdir(dataDir)) {
    const { mode } = await stat(join(dataDir, name));
    if ((mode & 0o007) !== 0) open.push(`${name} ${(mode & 0o777).toString(8)}`);
  }
  expect(open.sort()).toEqual(['cache 711', 'releases 711', 'warm 711']);
});
