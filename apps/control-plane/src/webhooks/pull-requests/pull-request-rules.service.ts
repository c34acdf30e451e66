import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreatePullRequestRuleRequest, type UpdatePullRequestRuleRequest } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { TemplateRecords } from '../../templates/template-records.js';
import { WebhookRecords } from '../webhook-records.js';
import { type Webhook } from '../webhook.entity.js';
import { noSuchParameter, notServed, ruleExists } from '../webhooks.errors.js';
import { PullRequestRuleRecords } from './pull-request-rule-records.js';
import { type PullRequestRule } from './pull-request-rule.entity.js';

const DEFAULTS = {
  branchParameter: null,
  parameters: {},
  namePattern: 'pr-{repository}-{number}',
  targetBranches: [],
  ttlHours: null,
  maxSandboxes: 5,
} as const satisfies Partial<CreatePullRequestRuleRequest>;

/** Makes and changes the rules for pull requests: those who may change the webhook may. */
@Injectable()
export class PullRequestRules {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: WebhookRecords,
    private readonly rules: PullRequestRuleRecords,
    private readonly templates: TemplateRecords,
    private readonly audit: AuditTrail,
  ) {}

  /** Its sandboxes will be the caller's. */
  create(webhookId: string, user: Viewer, request: CreatePullRequestRuleRequest): Promise<string> {
    return this.unitOfWork.run(async () => {
      const hook = await this.hooks.changeable(webhookId, user);
      const { repository } = request;
      const served = await this.hooks.served(webhookId);
      if (!served.some((one) => one.repository === repository)) throw notServed(repository);
      if (await this.rules.of(webhookId, repository)) throw ruleExists(repository);

      const id = randomUUID();
      const rule = { ...DEFAULTS, ...said(request), id, webhookId, owner: user.username } as PullRequestRule;
      await this.check(rule);
      await this.rules.table.insert(rule);
      await this.note(hook, 'created', `made a rule for pull requests of ${repository}`);
      return id;
    });
  }

  update(webhookId: string, id: string, user: Viewer, request: UpdatePullRequestRuleRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      const hook = await this.hooks.changeable(webhookId, user);
      const rule = { ...(await this.rules.get(webhookId, id)), ...said(request) } as PullRequestRule;
      await this.check(rule);
      await this.rules.table.save(rule);
      await this.note(hook, 'changed', `changed the rule for pull requests of ${rule.repository}`);
    });
  }

  /** The sandboxes that it made stay until their pull requests are closed. */
  delete(webhookId: string, id: string, user: Viewer): Promise<void> {
    return this.unitOfWork.run(async () => {
      const hook = await this.hooks.changeable(webhookId, user);
      const { repository } = await this.rules.get(webhookId, id);
      await this.rules.table.delete({ id });
      await this.note(hook, 'deleted', `deleted the rule for pull requests of ${repository}`);
    });
  }

  /** @throws DomainError `not-found` for a template that is not there, `invalid-input` for a parameter that is none. */
  private async check({ templateId, branchParameter }: PullRequestRule): Promise<void> {
    const template = await this.templates.get(templateId);
    if (branchParameter === null) return;
    const { parameters = [] } = await this.templates.contentOf(template);
    if (!parameters.some(({ name }) => name === branchParameter))
      throw noSuchParameter(template.name, branchParameter);
  }

  private async note({ id, name }: Webhook, verb: string, summary: string): Promise<void> {
    this.hooks.announce(id);
    await this.audit.record({ action: `pull-request-rule.${verb}`, subject: name, summary });
  }
}

function said<T extends object>(request: T): Partial<T> {
  const entries = Object.entries(request).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
