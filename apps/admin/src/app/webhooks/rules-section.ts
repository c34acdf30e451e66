import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type PullRequestRuleView, type WebhookView } from '@sdp/protocol';
import { assertStill } from '../errors/changed-since';
import { Toasts } from '../errors/toasts';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { type RuleWish } from './rule-dialog';
import { ruleDeletionOf } from './webhook-questions';
import { WebhookStore } from './webhook-store';
import { WebhooksApi } from './webhooks-api';

const loadRuleDialog: DialogCode = () => import('./rule-dialog').then((file) => file.RuleDialog);

/** The rules by which pull requests get sandboxes: made, changed, deleted. */
@Component({
  selector: 'sdp-rules-section',
  imports: [EmptyState, RouterLink],
  templateUrl: './rules-section.html',
  styleUrl: './webhook-section.scss',
})
export class RulesSection {
  readonly webhook = input.required<WebhookView>();

  protected readonly store = inject(WebhookStore);
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  protected async add(): Promise<void> {
    const wish: RuleWish = {
      repositories: this.store.withoutRule(),
      save: (request) => this.store.addRule(request),
    };
    if (await this.dialogs.open<boolean>(loadRuleDialog, wish)) this.toasts.done('The rule was made.');
  }

  protected async change(rule: PullRequestRuleView): Promise<void> {
    const { id } = this.webhook();
    let left: WebhookView | undefined;
    const wish: RuleWish = {
      rule,
      repositories: [rule.repository],
      save: async ({ repository: _, ...request }) => (left = await this.store.changeRule(rule.id, request)),
    };
    if (!(await this.dialogs.open<boolean>(loadRuleDialog, wish)) || !left) return;
    const own = ruleIn(left, rule.id);
    this.toasts.undoable(`The rule for ${rule.repository} was changed.`, async () => {
      assertStill(`The rule for ${rule.repository}`, own, ruleIn(await this.api.read(id), rule.id));
      await this.api.changeRule(id, rule.id, changeableOf(rule));
    });
  }

  protected async remove(rule: PullRequestRuleView): Promise<void> {
    if (!(await this.dialogs.ask(ruleDeletionOf(rule)))) return;
    if ((await this.toasts.attempt(this.store.removeRule(rule).then(() => true))) === true)
      this.toasts.done(`The rule for ${rule.repository} was deleted.`);
  }
}

function ruleIn({ rules }: WebhookView, id: string): ReturnType<typeof changeableOf> | undefined {
  return rules.filter((rule) => rule.id === id).map(changeableOf)[0];
}

function changeableOf(rule: PullRequestRuleView) {
  const { templateId, branchParameter, parameters, namePattern, targetBranches, ttlHours, maxSandboxes } =
    rule;
  return { templateId, branchParameter, parameters, namePattern, targetBranches, ttlHours, maxSandboxes };
}
