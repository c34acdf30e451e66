import { type PullRequest } from '../pull-requests/pull-request.entity.js';
import { type StandingService, stateOf } from './sandbox-standing.js';

/** What the comment of a pull request is about, while there is a sandbox. */
export interface CommentSubject {
  sandbox: { id: string; name: string };
  services: readonly StandingService[];
  /** Where the sandbox answers; null when its gateway has no switch. */
  address: string | null;
  /** Where the admin is. */
  publicUrl: string;
  /** What is going to happen to the sandbox. */
  fate: string;
}

const WORDS = {
  'in-progress': 'is being deployed',
  successful: 'runs the newest commit',
  failed: 'could not be deployed as a whole',
} as const;

/** Markdown. Names of branches and services cannot have anything in them that means something there. */
export function commentText({ sandbox, services, address, publicUrl, fate }: CommentSubject): string {
  const lines = [
    `**Sandbox [${sandbox.name}](${publicUrl}/sandboxes/${sandbox.id})** ${WORDS[stateOf(services)]}.`,
    ...(address ? ['', `It answers at ${address}`] : []),
    '',
    '| service | branch and commit | state |',
    '| --- | --- | --- |',
    ...services.map((service) => row(service, publicUrl)),
    '',
    fate,
  ];
  return lines.join('\n');
}

/** The last one, when the sandbox is gone. */
export function farewellText({ sandboxName, state }: PullRequest): string {
  const why = state === 'open' ? 'somebody deleted it' : `the pull request was ${state}`;
  return `Sandbox ${sandboxName} was removed: ${why}.`;
}

function row({ name, branch, deployment }: StandingService, publicUrl: string): string {
  const commit = deployment?.commitId ? `@${deployment.commitId.slice(0, 10)}` : '';
  const state = deployment
    ? `[${deployment.state}](${publicUrl}/deployments/${deployment.id})`
    : 'not deployed';
  return `| ${name} | \`${branch}${commit}\` | ${state} |`;
}
