import { type PullRequestRuleView, type WebhookView } from '@sdp/protocol';
import { type Question } from '../ui/confirm-dialog';

export function rotationOf({ name }: WebhookView): Question {
  return {
    heading: `Give ${name} a new secret?`,
    text: 'The old one is good no more, at once: what Bitbucket sends is refused until it has the new one.',
    action: 'Make a new secret',
  };
}

/** Says exactly what goes, and what stays. */
export function deletionOf({ name, repositories, rules, reporting }: WebhookView): Question {
  const served = repositories.map(({ repository }) => repository).join(', ');
  return {
    heading: `Delete ${name}?`,
    text: 'Sandboxes that were made for pull requests stay, and services stay as they are. This cannot be undone. What goes:',
    goes: [
      'the address and its secret: what Bitbucket sends there is refused',
      `events of ${served}: their branches are followed no more, unless another webhook brings them`,
      ...rules.map(({ repository }) => `the rule for pull requests of ${repository}`),
      'the list of deliveries',
      ...(reporting.state === 'off' ? [] : ['states and comments in its pull requests are updated no more']),
    ],
    action: 'Delete webhook',
    typeToConfirm: name,
  };
}

export function ruleDeletionOf({ repository, sandboxes }: PullRequestRuleView): Question {
  const stay =
    sandboxes === 0
      ? ''
      : ` ${sandboxes === 1 ? 'The sandbox' : `The ${sandboxes} sandboxes`} there now ${sandboxes === 1 ? 'stays' : 'stay'} until the pull request is closed.`;
  return {
    heading: `Delete the rule for ${repository}?`,
    text: `New pull requests of ${repository} get no sandbox any more.${stay}`,
    action: 'Delete rule',
  };
}
