import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BitbucketStandIn } from '@sdp/testing';
import { BitbucketCloudHost } from './bitbucket-cloud-host.js';
import { BitbucketServerHost } from './bitbucket-server-host.js';
import { HostClient } from './host-client.js';
import { HostRefusal } from './host-refusal.js';
import { type BuildState, type PullRequestHost } from './pull-request-host.js';

const COMMIT = 'c0ffee0000000000000000000000000000000001';
const PLACE = { repository: 'shop/orders', number: 12 };
const STATE: BuildState = {
  commit: COMMIT,
  key: 'sdp-01234567',
  name: 'Sandbox pr-orders-12',
  state: 'failed',
  description: '1 of 2 services deployed',
  url: 'https://sdp.test/deployments/1',
};

let bitbucket: BitbucketStandIn;
let folder: string;
let tokenFile: string;

beforeEach(async () => {
  bitbucket = await BitbucketStandIn.start();
  folder = await mkdtemp(join(tmpdir(), 'sdp-token-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${bitbucket.token}\n`, { mode: 0o600 });
});
afterEach(async () => {
  await bitbucket.close();
  await rm(folder, { recursive: true });
});

const client = (timeoutMs?: number) => new HostClient({ url: bitbucket.url, tokenFile }, timeoutMs);
const calls = () => bitbucket.calls.map(({ method, path }) => `${method} ${path}`);
const refusalOf = async (work: Promise<unknown>): Promise<HostRefusal> => {
  const error = await work.then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  if (error instanceof HostRefusal) return error;
  throw error;
};

const HOSTS: [string, (client: HostClient) => PullRequestHost, string, string][] = [
  [
    'Cloud',
    (one) => new BitbucketCloudHost(one),
    `/2.0/repositories/shop/orders/commit/${COMMIT}/statuses/build`,
    '/2.0/repositories/shop/orders/pullrequests/12/comments',
  ],
  [
    'Server',
    (one) => new BitbucketServerHost(one),
    `/rest/api/latest/projects/shop/repos/orders/commits/${COMMIT}/builds`,
    '/rest/api/latest/projects/shop/repos/orders/pull-requests/12/comments',
  ],
];

describe.each(HOSTS)('Bitbucket %s', (_, hostOf, statePath, commentPath) => {
  it('is shown the state of a commit', async () => {
    await hostOf(client()).showState('shop/orders', STATE);
    expect(calls()).toEqual([`POST ${statePath}`]);
    expect(bitbucket.states).toEqual([{ ...STATE, state: 'FAILED' }]);
  });

  it('keeps one comment, and gets a new one when somebody deleted it', async () => {
    const host = hostOf(client());
    const first = await host.comment(PLACE, 'first', null);
    expect(await host.comment(PLACE, 'second', first)).toBe(first);
    expect(bitbucket.comments.texts).toEqual(['second']);
    bitbucket.comments.delete(Number(first));
    const another = await host.comment(PLACE, 'third', first);
    expect(another).not.toBe(first);
    expect(bitbucket.comments.texts).toEqual(['third']);
    expect(calls().at(-1)).toBe(`POST ${commentPath}`);
  });

  it.each([
    [404, false, 'the git host knows no such commit or pull request, or hides it from the token (404)'],
    [403, false, 'the token may not write to this repository at the git host (403)'],
    [401, false, 'the git host does not take the token of SDP_BITBUCKET_TOKEN_FILE (401)'],
    [400, false, 'the git host answered 400'],
    [409, true, 'the git host answered 409'],
    [429, true, 'the git host is asked too often (429)'],
    [500, true, 'the git host answered 500'],
    [503, true, 'the git host answered 503'],
  ])('that answers %i is asked again: %s', async (status, isForLater, words) => {
    bitbucket.lasting = { status };
    for (const work of [
      hostOf(client()).showState('shop/orders', STATE),
      hostOf(client()).comment(PLACE, 'text', null),
    ])
      expect(await refusalOf(work)).toMatchObject({ status, isForLater, message: words });
  });

  it('that does not answer in time, or only half, is asked again', async () => {
    bitbucket.lasting = { delayMs: 5_000 };
    const slow = await refusalOf(hostOf(client(100)).showState('shop/orders', STATE));
    expect(slow).toMatchObject({ status: null, isForLater: true });
    expect(slow.message).toBe('the git host does not answer: not within 0.1 s');

    bitbucket.lasting = { isCut: true };
    expect(await refusalOf(hostOf(client()).comment(PLACE, 'text', null))).toMatchObject({
      status: null,
      isForLater: true,
      message: expect.stringMatching(
        /^the (?:git host does not answer|answer of the git host cannot be read): /,
      ),
    });
  });

  it('that is not there is asked again', async () => {
    const nobody = new HostClient({ url: 'http://127.0.0.1:1', tokenFile });
    expect(await refusalOf(hostOf(nobody).showState('shop/orders', STATE))).toMatchObject({
      isForLater: true,
      message: expect.stringMatching(/^the git host does not answer: /),
    });
  });

  it('is followed nowhere else, and gets the token nowhere else', async () => {
    const other = await BitbucketStandIn.start();
    bitbucket.lasting = { status: 307, headers: { location: `${other.url}${statePath}` } };
    const refusal = await refusalOf(hostOf(client()).showState('shop/orders', STATE));
    expect(refusal.message).toContain('correct SDP_BITBUCKET_URL');
    expect(other.calls).toEqual([]);
    await other.close();
  });

  it('says how long to wait, and is believed for an hour at most', async () => {
    for (const [text, pause] of [
      ['7', 7_000],
      ['999999', 3_600_000],
      ['soon', null],
    ] as const) {
      bitbucket.lasting = { status: 429, headers: { 'retry-after': text } };
      const { retryAfterMs } = await refusalOf(hostOf(client()).showState('shop/orders', STATE));
      expect([text, retryAfterMs]).toEqual([text, pause]);
    }
  });

  it.each([
    ['no id', {}],
    ['another type of id', { id: '12' }],
    ['nothing', undefined],
    ['a list', []],
    ['far too much', { id: 1, padding: 'x'.repeat(300_000) }],
  ])('that answers a new comment with %s is not believed', async (what, body) => {
    bitbucket.lasting = { status: 201, body };
    const { message } = await refusalOf(hostOf(client()).comment(PLACE, 'text', null));
    expect([what, message]).toEqual([
      what,
      expect.stringMatching(/did not say which comment|cannot be read/),
    ]);
  });

  it('gets each part of an address as one part', async () => {
    const hostile = { repository: 'shop/..%2f../x?y#z', number: 12 };
    await refusalOf(hostOf(client()).comment(hostile, 'text', null)).catch(() => undefined);
    expect(bitbucket.calls[0]!.path).toContain('..%252f..');
    expect(bitbucket.calls[0]!.path).not.toContain('?');
  });

  it('gets no token that is none, and the words do not show it', async () => {
    for (const text of ['', 'two words', 'line\nbreak', 'ünicode']) {
      await writeFile(tokenFile, text);
      const refusal = await refusalOf(hostOf(client()).showState('shop/orders', STATE));
      expect(refusal.message).toContain('SDP_BITBUCKET_TOKEN_FILE');
      if (text !== '') expect(refusal.message).not.toContain(text);
    }
    expect(bitbucket.calls).toEqual([]);
  });
});

describe('a comment at Bitbucket Server', () => {
  const comment = (text: string, id: string | null) =>
    new BitbucketServerHost(client()).comment(PLACE, text, id);

  it('is changed as of its newest version, after somebody else changed it, too', async () => {
    const id = await comment('first', null);
    bitbucket.comments.change(Number(id), 'by somebody');
    expect(await comment('second', id)).toBe(id);
    expect(bitbucket.comments.texts).toEqual(['second']);
  });

  it('that somebody changes at the same moment is written later, and not twice', async () => {
    const id = await comment('first', null);
    const answer = { id: Number(id), version: 0, text: 'first' };
    bitbucket.comments.change(Number(id), 'by somebody');
    // What is read is out of date by the time that it is written.
    bitbucket.disturbances.push({ status: 200, body: answer });
    expect(await refusalOf(comment('second', id))).toMatchObject({ status: 409, isForLater: true });
    expect(bitbucket.comments.texts).toEqual(['by somebody']);
    expect(await comment('second', id)).toBe(id);
    expect(bitbucket.comments.texts).toEqual(['second']);
  });

  it('that is gone by the time it is written is made anew', async () => {
    const id = await comment('first', null);
    const answer = { id: Number(id), version: 0, text: 'first' };
    bitbucket.disturbances.push({ status: 200, body: answer });
    bitbucket.comments.delete(Number(id));
    expect(await comment('second', id)).not.toBe(id);
    expect(bitbucket.comments.texts).toEqual(['second']);
  });
});
