import { inject, Injectable } from '@angular/core';
import { type TemplateView, type WebhookView } from '@sdp/protocol';
import { counted, someOf } from '../names/listing';
import { type Question } from '../ui/confirm-dialog';
import { WebhooksApi } from '../webhooks/webhooks-api';

/** Finds out what goes with a template, rules of webhooks included. */
@Injectable({ providedIn: 'root' })
export class TemplateDeletion {
  private readonly webhooks = inject(WebhooksApi);

  async questionOf(template: TemplateView): Promise<Question> {
    return templateDeletionOf(template, await this.webhooks.all());
  }
}

/** Says exactly what goes, and what stays. */
export function templateDeletionOf(template: TemplateView, webhooks: readonly WebhookView[]): Question {
  const { name, version, services, sandboxes } = template;
  const rules = webhooks.flatMap((webhook) =>
    webhook.rules
      .filter(({ templateId }) => templateId === template.id)
      .map(
        ({ repository }) =>
          `pull requests of ${repository} get no sandbox any more: the rule of webhook ${webhook.name} needs another template`,
      ),
  );
  return {
    heading: `Delete ${name}?`,
    text: 'This cannot be undone. What goes:',
    goes: [
      `the template and its ${counted(version, 'version')}: nobody makes a sandbox of ${services.length > 0 ? someOf(services) : 'it'} from it any more`,
      ...(sandboxes.length > 0 ? ['the way to newer versions for the sandboxes made from it'] : []),
      ...rules,
    ],
    stays: staysOf(template),
    action: 'Delete template',
    typeToConfirm: name,
  };
}

function staysOf({ sandboxes, content }: TemplateView): string[] {
  return [
    sandboxes.length > 0
      ? `${counted(sandboxes.length, 'sandbox', 'sandboxes')} made from it, with services, variables and routes of their own: ${someOf(sandboxes)}`
      : 'no sandbox was made from it',
    ...(content.environment ? [`the environment ${content.environment}`] : []),
  ];
}
