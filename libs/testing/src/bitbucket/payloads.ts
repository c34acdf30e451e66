/**
 * Bodies as Bitbucket Cloud and Bitbucket Server send them, made after their documentation
 * (support.atlassian.com/bitbucket-cloud/docs/event-payloads, confluence.atlassian.com/bitbucketserver/event-payload-938025882.html):
 * the parts that are left out are those that say nothing about what happened.
 */
export interface HostPayload {
  eventKey: string;
  body: object;
}

export interface PushWish {
  /** `<workspace or project>/<repository>` */
  repository?: string;
  branch?: string;
  /** Null: the branch was deleted. */
  commit?: string | null;
  before?: string | null;
  by?: string;
  isForced?: boolean;
  tag?: string;
}

export interface PullRequestWish {
  happened?: 'opened' | 'updated' | 'merged' | 'declined';
  repository?: string;
  /** Where the source branch is; another one than `repository` is a fork. */
  source?: string;
  number?: number;
  title?: string;
  branch?: string;
  target?: string;
  commit?: string;
  by?: string;
  /** Milliseconds of the git host's clock. */
  updatedAt?: number;
}

const BEFORE = 'b'.repeat(40);
const COMMIT = 'c0ffee0000000000000000000000000000000001';
const CREATED_AT = Date.UTC(2026, 10, 20, 9);

export function cloudPush(wish: PushWish = {}): HostPayload {
  const { repository = 'shop/orders', branch = 'feature/x', by = 'Anna', isForced = false } = wish;
  const { commit = COMMIT, before = BEFORE, tag } = wish;
  const ref = (type: string, name: string, hash: string) => ({
    type,
    name,
    target: {
      type: 'commit',
      hash,
      message: 'Add the discount\n',
      author: { type: 'author', raw: `${by} <a@x>` },
    },
  });
  const [type, name] = tag === undefined ? ['branch', branch] : ['tag', tag];
  const change = {
    new: commit === null ? null : ref(type, name, commit),
    old: before === null ? null : ref(type, name, before),
    created: before === null,
    closed: commit === null,
    forced: isForced,
    truncated: false,
  };
  return {
    eventKey: 'repo:push',
    body: { actor: cloudActor(by), repository: cloudRepository(repository), push: { changes: [change] } },
  };
}

export function serverPush(wish: PushWish = {}): HostPayload {
  const { repository = 'shop/orders', branch = 'feature/x', by = 'Anna', tag } = wish;
  const { commit = COMMIT, before = BEFORE } = wish;
  const [folder, name] = tag === undefined ? ['refs/heads', branch] : ['refs/tags', tag];
  const id = `${folder}/${name}`;
  const nothing = '0'.repeat(40);
  const type = before === null ? 'ADD' : commit === null ? 'DELETE' : 'UPDATE';
  return {
    eventKey: 'repo:refs_changed',
    body: {
      eventKey: 'repo:refs_changed',
      date: '2026-11-20T10:00:00+0100',
      actor: serverActor(by),
      repository: serverRepository(repository),
      changes: [
        {
          ref: { id, displayId: name, type: tag === undefined ? 'BRANCH' : 'TAG' },
          refId: id,
          fromHash: before ?? nothing,
          toHash: commit ?? nothing,
          type,
        },
      ],
    },
  };
}

export function cloudPullRequest(wish: PullRequestWish = {}): HostPayload {
  const { happened = 'opened', repository = 'shop/orders', source = repository, number = 12 } = wish;
  const { title = 'Discount codes', branch = 'feature/x', target = 'main', commit = COMMIT } = wish;
  const { by = 'Anna', updatedAt = CREATED_AT } = wish;
  const keys = { opened: 'created', updated: 'updated', merged: 'fulfilled', declined: 'rejected' };
  const states = { opened: 'OPEN', updated: 'OPEN', merged: 'MERGED', declined: 'DECLINED' };
  const end = (fullName: string, name: string, hash: string) => ({
    branch: { name },
    // The documentation shows abbreviated hashes here.
    commit: { type: 'commit', hash: hash.slice(0, 12) },
    repository: cloudRepository(fullName),
  });
  return {
    eventKey: `pullrequest:${keys[happened]}`,
    body: {
      actor: cloudActor(by),
      repository: cloudRepository(repository),
      pullrequest: {
        type: 'pullrequest',
        id: number,
        title,
        description: '',
        state: states[happened],
        author: cloudActor(by),
        source: end(source, branch, commit),
        destination: end(repository, target, BEFORE),
        merge_commit: happened === 'merged' ? { type: 'commit', hash: 'd'.repeat(12) } : null,
        created_on: new Date(CREATED_AT).toISOString(),
        updated_on: new Date(updatedAt).toISOString().replace('Z', '000+00:00'),
        links: { html: { href: `https://bitbucket.org/${repository}/pull-requests/${number}` } },
      },
    },
  };
}

export function serverPullRequest(wish: PullRequestWish = {}): HostPayload {
  const { happened = 'opened', repository = 'shop/orders', source = repository, number = 12 } = wish;
  const { title = 'Discount codes', branch = 'feature/x', target = 'main', commit = COMMIT } = wish;
  const { by = 'Anna', updatedAt = CREATED_AT } = wish;
  const keys = { opened: 'opened', updated: 'from_ref_updated', merged: 'merged', declined: 'declined' };
  const states = { opened: 'OPEN', updated: 'OPEN', merged: 'MERGED', declined: 'DECLINED' };
  const isOpen = states[happened] === 'OPEN';
  const end = (fullName: string, name: string, latestCommit: string) => ({
    id: `refs/heads/${name}`,
    displayId: name,
    latestCommit,
    repository: serverRepository(fullName),
  });
  const eventKey = `pr:${keys[happened]}`;
  return {
    eventKey,
    body: {
      eventKey,
      date: '2026-11-20T10:00:00+0100',
      actor: serverActor(by),
      pullRequest: {
        id: number,
        version: 1,
        title,
        state: states[happened],
        open: isOpen,
        closed: !isOpen,
        createdDate: CREATED_AT,
        updatedDate: updatedAt,
        fromRef: end(source, branch, commit),
        toRef: end(repository, target, BEFORE),
        locked: false,
        author: { user: serverActor(by), role: 'AUTHOR', approved: false, status: 'UNAPPROVED' },
        reviewers: [],
        participants: [],
        links: {
          self: [{ href: `https://bitbucket.test/projects/${repository.split('/')[0]}/pr/${number}` }],
        },
      },
    },
  };
}

/** What the button "Test connection" of Bitbucket Server sends. */
export function serverPing(): HostPayload {
  return { eventKey: 'diagnostics:ping', body: { test: true } };
}

function cloudActor(name: string): object {
  return { type: 'user', display_name: name, nickname: name.toLowerCase(), account_id: `557058:${name}` };
}

function cloudRepository(fullName: string): object {
  const [workspace = '', name = ''] = fullName.split('/');
  return {
    type: 'repository',
    full_name: fullName,
    name,
    workspace: { slug: workspace },
    uuid: '{673a6070-3421-46c9-9d48-90745f7bfe8e}',
    links: { html: { href: `https://bitbucket.org/${fullName}` } },
  };
}

function serverActor(name: string): object {
  return { name: name.toLowerCase(), displayName: name, id: 1, active: true, slug: name, type: 'NORMAL' };
}

/** Project keys are in capitals there. */
function serverRepository(fullName: string): object {
  const [project = '', slug = ''] = fullName.split('/');
  return {
    slug,
    id: 84,
    name: slug,
    scmId: 'git',
    state: 'AVAILABLE',
    project: { key: project.toUpperCase(), id: 184, name: project, public: false, type: 'NORMAL' },
    public: false,
  };
}
