import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnnouncedRepository } from '@sdp/protocol';
import { DeployError } from './errors.js';
import { type GitSource } from './git/git-source.js';
import { Repositories } from './repositories.js';

type Kind = 'public' | 'private' | 'down';

const credentials = { username: 'ada', password: 'right' };
const repository = (name: string): AnnouncedRepository => ({
  name,
  url: `https://git.test/${name}.git`,
  stack: 'go',
  defaultBranch: 'main',
});

let dataDir: string;
let asked: string[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sdp-repositories-'));
  asked = [];
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A host whose repositories are of these kinds; the password `right` opens the private ones. */
function host(kinds: Record<string, Kind>): Repositories {
  const git = {
    isPublic: async ({ name }: AnnouncedRepository) => {
      if (kinds[name] === 'down') throw new DeployError('repository-unreachable', 'It is down.', 'platform');
      return kinds[name] === 'public';
    },
    probe: async ({ name }: AnnouncedRepository, { password }: typeof credentials) => {
      asked.push(name);
      if (password !== 'right') throw new DeployError('credentials-rejected', 'No.', 'app');
    },
  };
  return new Repositories(
    dataDir,
    Object.keys(kinds).map(repository),
    { remotes: git } as unknown as GitSource,
    [],
  );
}

describe('credentials are proved', () => {
  it('by the first repository that refuses strangers', async () => {
    await host({ open: 'public', gone: 'down', closed: 'private', other: 'private' }).probeCredentials(
      credentials,
    );
    expect(asked).toEqual(['closed']);
  });

  it('and refused by it, without trying the next: git servers lock accounts', async () => {
    const wrong = { ...credentials, password: 'wrong' };
    const repositories = host({ open: 'public', closed: 'private', other: 'private' });
    await expect(repositories.probeCredentials(wrong)).rejects.toMatchObject({
      code: 'credentials-rejected',
    });
    expect(asked).toEqual(['closed']);
  });

  it.each<[string, Record<string, Kind>]>([
    ['public', { open: 'public' }],
    ['none', {}],
  ])('by nothing where the repositories are %s', async (_, kinds) => {
    await expect(host(kinds).probeCredentials(credentials)).rejects.toMatchObject({
      code: 'platform-failure',
      message: expect.stringContaining('Configure one that is not public'),
    });
    expect(asked).toEqual([]);
  });

  it('by nothing while the git server is down, and the error says so', async () => {
    await expect(host({ gone: 'down', open: 'public' }).probeCredentials(credentials)).rejects.toMatchObject({
      code: 'repository-unreachable',
    });
  });

  it('by the repository that is named, when it refuses strangers', async () => {
    const repositories = host({ open: 'public', closed: 'private' });
    await repositories.probeCredentials(credentials, 'closed');
    await expect(repositories.probeCredentials(credentials, 'open')).rejects.toMatchObject({
      code: 'platform-failure',
    });
  });
});

describe('a repository that is added', () => {
  it('under a name that is just being added with another URL is refused', async () => {
    const git = {
      remotes: { defaultBranch: async () => 'main' },
      mirrors: { remove: async () => undefined },
      listBranches: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return [{ name: 'main', commit: { id: 'a'.repeat(40), author: '', time: '', subject: '' } }];
      },
      filesAmong: async () => ['go.mod'],
    };
    const stacks = [{ stack: 'go' as const, markers: ['go.mod'] }];
    const repositories = new Repositories(dataDir, [], git as unknown as GitSource, stacks);
    const [first, second] = await Promise.allSettled([
      repositories.add('orders', 'https://git.test/one.git', credentials),
      repositories.add('orders', 'https://git.test/two.git', credentials),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'name-taken' } });
    expect(repositories.list()).toMatchObject([{ url: 'https://git.test/one.git' }]);
  });
});
