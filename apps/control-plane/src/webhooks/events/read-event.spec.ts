import {
  cloudPullRequest,
  cloudPush,
  type HostPayload,
  serverPing,
  serverPullRequest,
  serverPush,
} from '@sdp/testing';
import { type HostEvent, type PushEvent } from './host-event.js';
import { readEvent } from './read-event.js';

const read = ({ eventKey, body }: HostPayload): HostEvent =>
  readEvent(eventKey, Buffer.from(JSON.stringify(body)));

/** A payload with something else at one place; undefined takes it away. */
function changed({ eventKey, body }: HostPayload, path: string, value: unknown): HostPayload {
  const copy = structuredClone(body) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  let part = copy;
  for (const key of keys) part = part[key] as Record<string, unknown>;
  if (value === undefined) delete part[last];
  else part[last] = value;
  return { eventKey, body: copy };
}

const WRONG = [undefined, null, '', 7, true, [], {}, [[]], { length: 3 }, Number.NaN, -1.5] as const;
const pushes = [
  ['Cloud', cloudPush],
  ['Server', serverPush],
] as const;
const pullRequests = [
  ['Cloud', cloudPullRequest],
  ['Server', serverPullRequest],
] as const;

describe.each(pushes)('a push at Bitbucket %s', (_, made) => {
  it('says which branch is at which commit now, and who did it', () => {
    expect(read(made({ branch: 'feature/x', commit: 'a'.repeat(40), by: 'Anna' }))).toEqual({
      kind: 'push',
      repository: 'shop/orders',
      by: 'Anna',
      branches: [{ name: 'feature/x', commit: 'a'.repeat(40) }],
      tags: [],
    });
  });

  it('says that a branch is new, is gone, or that it was a tag', () => {
    expect(read(made({ before: null, commit: 'a'.repeat(40) }))).toMatchObject({
      branches: [{ commit: 'a'.repeat(40) }],
    });
    expect(read(made({ commit: null }))).toMatchObject({ branches: [{ name: 'feature/x', commit: null }] });
    expect(read(made({ tag: 'v1.0' }))).toMatchObject({ branches: [], tags: ['v1.0'] });
  });

  it.each([
    'größe/überfällig',
    '修复/订单',
    'release/🚀',
    '$(touch /tmp/x)',
    '`id`',
    'a;b&&c|d',
    '../../etc/passwd',
    '--upload-pack=touch',
    'a\u0000b\nc',
    '‮txt.exe',
  ])('passes the branch %j on as it is: what may be deployed is decided where it is used', (branch) => {
    expect((read(made({ branch })) as PushEvent).branches.map(({ name }) => name)).toEqual([branch]);
  });

  it('shortens what is endless, and shows no more of a name than fits, without control characters', () => {
    const { branches, by } = read(
      made({ branch: 'b'.repeat(100_000), by: `Mal\u001b[31mlory\u202e ${'y'.repeat(100_000)}` }),
    ) as PushEvent;
    expect(branches[0]!.name).toMatch(/^b{480,500}$/);
    expect(by).toHaveLength(40);
    expect(by).toMatch(/^Mal\[31mlory y+$/);
  });
});

describe('a push with many changes', () => {
  it('counts the first hundred', () => {
    const [change] = (cloudPush().body as { push: { changes: object[] } }).push.changes;
    const many = changed(
      cloudPush(),
      'push.changes',
      Array.from({ length: 10_000 }, () => change),
    );
    expect((read(many) as PushEvent).branches).toHaveLength(100);
  });
});

describe.each(pullRequests)('a pull request at Bitbucket %s', (host, made) => {
  it('says from where to where it goes, and how it stands', () => {
    const commit = 'a'.repeat(40);
    const event = read(
      made({ commit, number: 7, title: 'Ünïcode <b>', branch: 'fix/ü', target: 'release/1' }),
    );
    expect(event).toMatchObject({
      kind: 'pull-request',
      host: host.toLowerCase(),
      repository: 'shop/orders',
      number: 7,
      title: 'Ünïcode <b>',
      state: 'open',
      source: { repository: 'shop/orders', branch: 'fix/ü', commit: expect.stringMatching(/^a{12,40}$/) },
      targetBranch: 'release/1',
    });
  });

  it.each([
    ['opened', 'open'],
    ['updated', 'open'],
    ['merged', 'merged'],
    ['declined', 'declined'],
  ] as const)('that is %s is %s', (happened, state) => {
    expect(read(made({ happened }))).toMatchObject({ state });
  });

  it('from a fork names the fork', () => {
    expect(read(made({ source: 'mallory/orders' }))).toMatchObject({
      repository: 'shop/orders',
      source: { repository: 'mallory/orders' },
    });
  });
});

describe('a pull request at Bitbucket Cloud', () => {
  it.each([
    ['updated', 'open'],
    ['merged', 'merged'],
    ['declined', 'declined'],
  ] as const)('that is %s is %s, whatever the header says that happened', (happened, state) => {
    const { body } = cloudPullRequest({ happened });
    for (const key of ['created', 'updated', 'fulfilled', 'rejected'])
      expect(read({ eventKey: `pullrequest:${key}`, body })).toMatchObject({ state });
  });

  it('that was replaced by another one is declined', () => {
    const superseded = changed(cloudPullRequest({ happened: 'declined' }), 'pullrequest.state', 'SUPERSEDED');
    expect(read(superseded)).toMatchObject({ state: 'declined' });
  });
});

describe('a pull request at Bitbucket Server', () => {
  it('that was deleted is declined, when the body says so too', () => {
    const { body } = serverPullRequest();
    expect(read({ eventKey: 'pr:deleted', body: { ...body, eventKey: 'pr:deleted' } })).toMatchObject({
      state: 'declined',
    });
    for (const eventKey of ['pr:deleted', 'pr:merged', 'pr:declined'])
      expect(read({ eventKey, body })).toEqual({
        kind: 'unknown',
        why: `cannot be read: the body is no ${eventKey}, as the header says`,
      });
  });
});

describe('what is not as documented', () => {
  /** Whatever is missing or wrong there, nothing is to be done because of the event, and the reason names the place. */
  it.each<[string, HostPayload, string[]]>([
    [
      'Cloud push',
      cloudPush(),
      ['repository', 'repository.full_name', 'push', 'push.changes', 'push.changes.0.new.target'],
    ],
    [
      'Server push',
      serverPush(),
      ['repository', 'repository.slug', 'repository.project', 'changes', 'changes.0.ref', 'changes.0.toHash'],
    ],
    [
      'Cloud pull request',
      cloudPullRequest(),
      ['pullrequest', 'pullrequest.id', 'pullrequest.source.branch', 'pullrequest.updated_on', 'repository'],
    ],
    [
      'Server pull request',
      serverPullRequest(),
      [
        'pullRequest',
        'pullRequest.id',
        'pullRequest.fromRef',
        'pullRequest.toRef',
        'pullRequest.updatedDate',
      ],
    ],
  ])('in a %s makes it unknown, with the place', (_, payload, places) => {
    for (const place of places) {
      for (const value of WRONG) {
        if (place.endsWith('.id') && value === 7) continue;
        if (place.endsWith('updatedDate') && value === 7) continue;
        if (place.endsWith('changes') && Array.isArray(value) && value.length === 0) continue;
        const event = read(changed(payload, place, value));
        expect([place, value, event]).toMatchObject([
          place,
          value,
          { kind: 'unknown', why: expect.stringMatching(/^cannot be read: .* is no /) },
        ]);
      }
    }
  });

  it.each([
    ['Cloud', cloudPush(), 'actor'],
    ['Server', serverPush(), 'actor'],
  ])('of the person at Bitbucket %s does not matter', (_, payload, place) => {
    for (const value of WRONG)
      expect(read(changed(payload, place, value))).toMatchObject({ kind: 'push', by: 'somebody' });
  });

  it.each([
    ['Cloud', cloudPullRequest, 'pullrequest.state'],
    ['Server', serverPullRequest, 'pullRequest.state'],
  ])('of the state of a pull request at Bitbucket %s leaves it open', (_, made, place) => {
    for (const state of ['constructor', '__proto__', 'merged', '', 7, null])
      expect(read(changed(made({ happened: 'merged' }), place, state))).toMatchObject({ state: 'open' });
  });

  it('is no prototype of ours', () => {
    const body = '{"__proto__": {"repository": {"full_name": "shop/orders"}}, "push": {"changes": []}}';
    expect(readEvent('repo:push', Buffer.from(body))).toMatchObject({ kind: 'unknown' });
    expect(
      readEvent('repo:push', Buffer.from('{"push": {"changes": []}, "repository": "constructor"}')),
    ).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'payload=%7B%7D'],
    ['half of it', '{"push":'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['a number', '12'],
    ['null', 'null'],
    ['a list', '[]'],
    ['too deep', '['.repeat(200_000)],
    ['deep, and JSON', `${'['.repeat(3_000)}${']'.repeat(3_000)}`],
  ])('since it is %s is unknown', (_, body) => {
    for (const key of ['repo:push', 'repo:refs_changed', 'pullrequest:created', 'pr:opened'])
      expect(readEvent(key, Buffer.from(body))).toMatchObject({ kind: 'unknown' });
  });

  it('since nobody knows the event is nothing to act on', () => {
    for (const key of [
      'repo:fork',
      '',
      '__proto__',
      'constructor',
      'toString',
      'pullrequest:',
      'x'.repeat(1e5),
    ])
      expect(readEvent(key, Buffer.from('{}'))).toEqual({ kind: 'unknown', why: 'is nothing to act on' });
  });

  it('is no ping, which is one without looking further', () => {
    expect(read(serverPing())).toEqual({ kind: 'ping' });
  });
});
