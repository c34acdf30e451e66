import { type BranchChange, type HostEvent, type PullRequestState, shownName } from './host-event.js';
import { Payload, UnreadablePayload } from './payload.js';

/** Of https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ */
export const CLOUD_PUSH = 'repo:push';
const PULL_REQUEST_EVENTS: ReadonlySet<string> = new Set([
  'pullrequest:created',
  'pullrequest:updated',
  'pullrequest:fulfilled',
  'pullrequest:rejected',
]);
const STATES: ReadonlyMap<string, PullRequestState> = new Map([
  ['OPEN', 'open'],
  ['MERGED', 'merged'],
  ['DECLINED', 'declined'],
  ['SUPERSEDED', 'declined'],
]);

/** Null: an event of which nothing is to be known here. Throws `UnreadablePayload`. */
export function readCloudEvent(key: string, body: Payload): HostEvent | null {
  if (key === CLOUD_PUSH) return pushIn(body);
  return PULL_REQUEST_EVENTS.has(key) ? pullRequestIn(body) : null;
}

function pushIn(body: Payload): HostEvent {
  const changes = body.at('push', 'changes').list();
  return {
    kind: 'push',
    repository: fullName(body.at('repository')),
    by: nameOf(body.at('actor')),
    branches: changes.flatMap(branchIn),
    tags: changes.flatMap((change) => {
      const ref = change.at(change.at('new').isThere ? 'new' : 'old');
      return isBranch(ref) ? [] : [ref.at('name').text(200)];
    }),
  };
}

function branchIn(change: Payload): BranchChange[] {
  const [now, before] = [change.at('new'), change.at('old')];
  if (!now.isThere) return isBranch(before) ? [{ name: before.at('name').text(), commit: null }] : [];
  return isBranch(now) ? [{ name: now.at('name').text(), commit: now.at('target', 'hash').text(40) }] : [];
}

function isBranch(ref: Payload): boolean {
  return ref.at('type').textOr('') === 'branch';
}

function pullRequestIn(body: Payload): HostEvent {
  const pullRequest = body.at('pullrequest');
  const [source, destination] = [pullRequest.at('source'), pullRequest.at('destination')];
  return {
    kind: 'pull-request',
    host: 'cloud',
    repository: fullName(body.at('repository')),
    by: nameOf(body.at('actor')),
    number: pullRequest.at('id').number(),
    title: pullRequest.at('title').textOr(''),
    url: pullRequest.at('links', 'html', 'href').textOr(null),
    // The body is signed, the event's key is not.
    state: STATES.get(pullRequest.at('state').textOr('OPEN')) ?? 'open',
    source: {
      // A fork that was deleted since has no repository any more.
      repository: source.at('repository').isThere ? fullName(source.at('repository')) : '',
      branch: source.at('branch', 'name').text(),
      commit: source.at('commit', 'hash').textOr(''),
    },
    targetBranch: destination.at('branch', 'name').text(),
    updatedAt: timeOf(pullRequest.at('updated_on')),
  };
}

function fullName(repository: Payload): string {
  return repository.at('full_name').text(200).toLowerCase();
}

function nameOf(actor: Payload): string {
  return shownName(actor.at('display_name').textOr(null) ?? actor.at('nickname').textOr(''));
}

function timeOf(text: Payload): number {
  const time = Date.parse(text.text());
  if (Number.isNaN(time)) throw new UnreadablePayload('updated_on of the pull request is no time');
  return time;
}
