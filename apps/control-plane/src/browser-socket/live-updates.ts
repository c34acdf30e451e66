import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Topic, type Update } from '@sdp/protocol';
import { type Namespace } from 'socket.io';
import { auditTime, buffer, concatMap, type Subscription } from 'rxjs';
import { AgentViews } from '../agents/agent-views.js';
import { type Change, ChangeFeed } from '../changes/change-feed.js';
import { DeploymentViews } from '../deployments/deployment-views.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { DomainError } from '../errors/domain-error.js';
import { SandboxViews } from '../sandboxes/sandbox-views.js';
import { ownRoom, personRoom } from './rooms.js';

/** Changes of one thing within this time reach the browsers as one. */
const GATHER_MS = 25;

type OwnedUpdate = Extract<Update, { value: { isMine: boolean } }>;

/** Tells the browsers that watch something how it looks now, after every change that is committed. */
@Injectable()
export class LiveUpdates implements OnApplicationShutdown {
  private readonly logger = new Logger(LiveUpdates.name);
  private subscription: Subscription | undefined;
  private namespace!: Namespace;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly agents: AgentViews,
    private readonly deployments: DeploymentsService,
    private readonly deploymentViews: DeploymentViews,
    private readonly sandboxViews: SandboxViews,
  ) {}

  start(namespace: Namespace): void {
    this.namespace = namespace;
    this.subscription = this.feed.changes
      .pipe(
        buffer(this.feed.changes.pipe(auditTime(GATHER_MS))),
        concatMap((changes) => this.publishAll(changes)),
      )
      .subscribe();
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  private async publishAll(changes: Change[]): Promise<void> {
    const distinct = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]));
    for (const change of distinct.values())
      await this.publish(change).catch((error) => this.onFailure(error));
  }

  private publish({ kind, id }: Change): Promise<void> {
    switch (kind) {
      case 'agent':
        return this.publishAgent(id);
      case 'user':
        return this.emit(['users', personRoom(id)], { kind: 'user-changed', username: id });
      case 'audit':
        return this.emit(['audit'], { kind: 'audit-grew', number: Number(id) });
      case 'environment':
        return this.emit(['environments'], { kind: 'environment-changed', id });
      case 'environment-removed':
        return this.emit(['environments'], { kind: 'environment-removed', id });
      case 'deployment':
        return this.publishDeployment(id);
      case 'sandbox':
        return this.publishSandbox(id);
      case 'sandbox-removed':
        return this.emit(['sandboxes', `sandbox:${id}`], { kind: 'sandbox-removed', id });
    }
  }

  private async publishAgent(id: string): Promise<void> {
    if (this.isWatched('agents'))
      await this.emit(['agents'], { kind: 'agent', value: await this.agents.of(id) });
  }

  private async publishDeployment(id: string): Promise<void> {
    const deployment = await this.deployments.get(id);
    const topics: Topic[] = [`deployment:${id}`, `sandbox:${deployment.sandboxId}`];
    if (topics.some((topic) => this.isWatched(topic))) {
      const value = await this.deploymentViews.of(deployment, '');
      this.emitApart(topics, deployment.sandboxOwner, { kind: 'deployment', value });
    }
    await this.publishSummary(deployment.sandboxId);
  }

  private async publishSandbox(id: string): Promise<void> {
    await this.emit([`sandbox:${id}`], { kind: 'sandbox-changed', id });
    await this.publishSummary(id);
  }

  private async publishSummary(id: string): Promise<void> {
    if (!this.isWatched('sandboxes')) return;
    const value = await this.sandboxViews.summary(id, '');
    this.emitApart(['sandboxes'], value.owner, { kind: 'sandbox', value });
  }

  /** Owners see that it is theirs. */
  private emitApart(topics: Topic[], owner: string, { kind, value }: OwnedUpdate): void {
    const owners = topics.map((topic) => ownRoom(topic, owner));
    this.namespace.to(topics).except(owners).emit('update', { kind, value });
    this.namespace.to(owners).emit('update', { kind, value: { ...value, isMine: true } });
  }

  private isWatched(room: string): boolean {
    return this.namespace.adapter.rooms.has(room);
  }

  private async emit(rooms: string[], update: Update): Promise<void> {
    this.namespace.to(rooms).emit('update', update);
  }

  /** What is gone by now is announced by a change of its own. */
  private onFailure(error: unknown): void {
    if (error instanceof DomainError && error.code === 'not-found') return;
    this.logger.error({ err: error }, 'An update could not be published');
  }
}
