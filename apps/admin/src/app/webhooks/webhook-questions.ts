import { type PullRequestRuleView, type WebhookView } from '@sdp/protocol';
import { counted, someOf } from '../names/listing';
import { type Question } from '../ui/confirm-dialog';

export function rotationOf({ name, repositories, rules }: WebhookView): Question {
  const served = someOf(repositories.map(({ repository }) => repository));
  return {
    heading: `Give ${name} a new secret?`,
    text: 'The old one is good no more, at once; this cannot be undone. Until Bitbucket has the new one, everything that it sends is refused:',
    goes: [
      `pushes to ${served}: their branches are followed no more`,
      ...(rules.length > 0 ? ['pull requests: they get no sandboxes, and closed ones keep theirs'] : []),
    ],
    stays: ['the address, the repositories and the rules'],
    action: 'Make a new secret',
    typeToConfirm: name,
  };
}

/** Says exactly what goes, and what stays. */
export function deletionOf({ name, repositories, rules, reporting }: WebhookView): Question {
  const served = someOf(repositories.map(({ repository }) => repository));
  const sandboxes = rules.reduce((sum, rule) => sum + rule.sandboxes, 0);
  return {
    heading: `Delete ${name}?`,
    text: 'This cannot be undone. What goes:',
    goes: [
      'the address and its secret: what Bitbucket sends there is refused',
      `events of ${served}: their branches are followed no more, unless another webhook brings them`,
      ...rules.map(({ repository }) => `the rule for pull requests of ${repository}`),
      'the list of deliveries',
      ...(reporting.state === 'off' ? [] : ['states and comments in its pull requests are updated no more']),
    ],
    stays: [
      ...(sandboxes > 0
        ? [
            `${counted(sandboxes, 'sandbox', 'sandboxes')} made for pull requests: nobody deletes them with the pull request`,
          ]
        : []),
      'services as they are',
    ],
    action: 'Delete webhook',
    typeToConfirm: name,
  };
}

export function ruleDeletionOf({ repository, template, sandboxes }: PullRequestRuleView): Question {
  return {
    heading: `Delete the rule for ${repository}?`,
    text: 'This cannot be undone. What goes:',
    goes: [
      `new pull requests of ${repository} get no sandbox any more`,
      'the rule’s own parameters and limits',
    ],
    stays: [
      ...(sandboxes > 0
        ? [`${counted(sandboxes, 'sandbox', 'sandboxes')} of open pull requests, until those are closed`]
        : []),
      `the template ${template}`,
    ],
    action: 'Delete rule',
    typeToConfirm: repository,
  };
}
