import { type BranchChange, type HostEvent, type PullRequestState, shownName } from './host-event.js';
import { type Payload, UnreadablePayload } from './payload.js';

/** Of https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html */
const PULL_REQUEST_EVENTS: ReadonlySet<string> = new Set([
  'pr:opened',
  'pr:from_ref_updated',
  'pr:modified',
  'pr:merged',
  'pr:declined',
  'pr:deleted',
  'pr:reopened',
]);
const STATES: ReadonlyMap<string, PullRequestState> = new Map([
  ['OPEN', 'open'],
  ['MERGED', 'merged'],
  ['DECLINED', 'declined'],
]);
const BRANCHES = 'refs/heads/';
const TAGS = 'refs/tags/';

/** Null: an event of which nothing is to be known here. Throws `UnreadablePayload`. */
export function readServerEvent(key: string, body: Payload): HostEvent | null {
  if (key === 'diagnostics:ping') return { kind: 'ping' };
  if (key === 'repo:refs_changed') return pushIn(body);
  return PULL_REQUEST_EVENTS.has(key) ? pullRequestIn(key, body) : null;
}

function pushIn(body: Payload): HostEvent {
  const changes = body.at('changes').list();
  return {
    kind: 'push',
    repository: fullName(body.at('repository')),
    by: nameOf(body),
    branches: changes.flatMap(branchIn),
    tags: changes.flatMap((change) => {
      const ref = change.at('ref', 'id').text();
      return ref.startsWith(TAGS) ? [ref.slice(TAGS.length)] : [];
    }),
  };
}

function branchIn(change: Payload): BranchChange[] {
  const ref = change.at('ref', 'id').text();
  if (!ref.startsWith(BRANCHES)) return [];
  const isGone = change.at('type').textOr('') === 'DELETE';
  return [{ name: ref.slice(BRANCHES.length), commit: isGone ? null : change.at('toHash').text(40) }];
}

function pullRequestIn(key: string, body: Payload): HostEvent {
  // The body is signed, the header with the key is not.
  if (body.at('eventKey').textOr('') !== key)
    throw new UnreadablePayload(`the body is no ${key}, as the header says`);
  const pullRequest = body.at('pullRequest');
  const source = pullRequest.at('fromRef');
  const told = STATES.get(pullRequest.at('state').textOr('OPEN')) ?? 'open';
  return {
    kind: 'pull-request',
    host: 'server',
    repository: fullName(pullRequest.at('toRef', 'repository')),
    by: nameOf(body),
    number: pullRequest.at('id').number(),
    title: pullRequest.at('title').textOr(''),
    url: pullRequest.at('links', 'self').isThere ? linkIn(pullRequest.at('links', 'self').list()) : null,
    // A pull request that was deleted is told as it was before.
    state: key === 'pr:deleted' ? 'declined' : told,
    source: {
      repository: fullName(source.at('repository')),
      branch: branchOf(source),
      commit: source.at('latestCommit').textOr(''),
    },
    targetBranch: branchOf(pullRequest.at('toRef')),
    updatedAt: pullRequest.at('updatedDate').number(),
  };
}

/** In older versions of Bitbucket Server the list has nothing but a null in it. */
function linkIn(links: Payload[]): string | null {
  return links[0]?.at('href').textOr(null) ?? null;
}

function branchOf(ref: Payload): string {
  const id = ref.at('id').text();
  return id.startsWith(BRANCHES) ? id.slice(BRANCHES.length) : id;
}

function fullName(repository: Payload): string {
  const project = repository.at('project', 'key').text(100);
  return `${project}/${repository.at('slug').text(100)}`.toLowerCase();
}

function nameOf(body: Payload): string {
  const actor = body.at('actor');
  return shownName(actor.at('displayName').textOr(null) ?? actor.at('name').textOr(''));
}
