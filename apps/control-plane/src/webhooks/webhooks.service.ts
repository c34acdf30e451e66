import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreateWebhookRequest, type ServedRepository, type UpdateWebhookRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { HookSecrets } from './hook-secrets.js';
import { ServedRepositories } from './served-repositories.js';
import { WebhookRecords } from './webhook-records.js';
import { type Webhook } from './webhook.entity.js';
import { webhookNameTaken } from './webhooks.errors.js';

/** What a webhook is known by after its secret was made. */
export interface NewSecret {
  id: string;
  secret: string;
}

/** Makes webhooks, changes them, and takes them away. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: WebhookRecords,
    private readonly served: ServedRepositories,
    private readonly secrets: HookSecrets,
    private readonly audit: AuditTrail,
  ) {}

  async create(user: Principal, request: CreateWebhookRequest): Promise<NewSecret> {
    const repositories = await this.readable(request.repositories, user, []);
    return this.unitOfWork.run(async () => {
      await this.assertNameIsFree(request.name);
      const id = randomUUID();
      const { secret, sealed } = this.secrets.make(id);
      const row = { id, name: request.name, owner: user.username, createdAt: sealed.secretSince, ...sealed };
      await this.records.hooks.insert(row);
      await this.serve(id, repositories);
      await this.note(row, 'created', `made the webhook for ${namesOf(repositories)}`);
      return { id, secret };
    });
  }

  async update(id: string, user: Principal, { name, repositories }: UpdateWebhookRequest): Promise<void> {
    await this.records.changeable(id, user);
    const before = await this.records.served(id);
    const wanted = repositories && (await this.readable(repositories, user, before));
    await this.unitOfWork.run(async () => {
      const hook = await this.records.changeable(id, user);
      if (name !== undefined && name !== hook.name) await this.rename(hook, name);
      if (wanted) await this.serve(id, wanted);
      const words = wanted ? `it brings events of ${namesOf(wanted)}` : `it is called ${name ?? hook.name}`;
      await this.note({ id, name: name ?? hook.name }, 'changed', `changed the webhook: ${words}`);
    });
  }

  /** The old one is good no more, at once. */
  rotate(id: string, user: Principal): Promise<NewSecret> {
    return this.unitOfWork.run(async () => {
      const hook = await this.records.changeable(id, user);
      const { secret, sealed } = this.secrets.make(id);
      await this.records.hooks.update({ id }, sealed);
      await this.note(hook, 'secret-rotated', 'gave the webhook a new secret');
      return { id, secret };
    });
  }

  /** Its rules and deliveries go along; sandboxes that were made for pull requests stay until they expire. */
  delete(id: string, user: Principal): Promise<void> {
    return this.unitOfWork.run(async () => {
      const hook = await this.records.changeable(id, user);
      await this.records.hooks.delete({ id });
      await this.note(hook, 'deleted', 'deleted the webhook');
    });
  }

  /** Those that are new to the webhook have to be theirs to read. */
  private async readable(
    wanted: readonly ServedRepository[],
    user: Principal,
    before: readonly ServedRepository[],
  ): Promise<Required<ServedRepository>[]> {
    const repositories = await this.served.complete(wanted);
    const known = new Set(before.map(({ repository }) => repository));
    const added = repositories.filter(({ repository }) => !known.has(repository));
    await this.served.assertReadable(
      added.map(({ repository }) => repository),
      user,
    );
    return repositories;
  }

  private async serve(webhookId: string, repositories: readonly Required<ServedRepository>[]): Promise<void> {
    await this.records.repositories.delete({ webhookId });
    await this.records.repositories.insert(repositories.map((one) => ({ ...one, webhookId })));
  }

  private async rename({ id }: Webhook, name: string): Promise<void> {
    await this.assertNameIsFree(name);
    await this.records.hooks.update({ id }, { name });
  }

  private async assertNameIsFree(name: string): Promise<void> {
    if (await this.records.hooks.existsBy({ name })) throw webhookNameTaken(name);
  }

  private async note(
    { id, name }: Pick<Webhook, 'id' | 'name'>,
    verb: string,
    summary: string,
  ): Promise<void> {
    this.records.announce(id);
    await this.audit.record({ action: `webhook.${verb}`, subject: name, summary });
  }
}

function namesOf(repositories: readonly ServedRepository[]): string {
  return repositories.map(({ repository }) => repository).join(', ');
}
