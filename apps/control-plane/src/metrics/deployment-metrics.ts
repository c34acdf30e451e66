import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { Clock } from '../clock/clock.js';
import { DeploymentNews, type EndedStep } from '../deployments/deployment-news.js';
import { type Deployment } from '../deployments/deployment.entity.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { Metrics } from './metrics.js';

/** Counts deployments and their steps as they come to their end, and how long they waited. */
@Injectable()
export class DeploymentMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly metrics: Metrics,
    private readonly news: DeploymentNews,
    private readonly repositories: RepositoriesService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.subscriptions.add(this.news.entered.subscribe((deployment) => this.noteWait(deployment)));
    this.subscriptions.add(this.news.ended.subscribe((deployment) => void this.noteEnd(deployment)));
    this.subscriptions.add(this.news.stepEnded.subscribe((ended) => void this.noteStep(ended)));
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }

  private noteWait({ state, kind, createdAt, countsFrom }: Deployment): void {
    if (state !== 'dispatched') return;
    const waitedMs = this.clock.now().getTime() - (countsFrom ?? createdAt).getTime();
    this.metrics.queueWaitSeconds.observe({ kind }, Math.max(0, waitedMs) / 1000);
  }

  private async noteEnd({ state: result, kind, repository, durationMs }: Deployment): Promise<void> {
    const labels = { result, kind, stack: await this.stackOf(repository) };
    this.metrics.deployments.inc(labels);
    if (durationMs !== null) this.metrics.deploymentSeconds.observe(labels, durationMs / 1000);
  }

  private async noteStep({ deployment, step, outcome, durationMs }: EndedStep): Promise<void> {
    const stack = await this.stackOf(deployment.repository);
    this.metrics.stepSeconds.observe({ step, outcome, stack }, durationMs / 1000);
  }

  private async stackOf(repository: string): Promise<string> {
    const stacks = await this.repositories.stacks().catch(() => new Map<string, string>());
    return stacks.get(repository) ?? 'unknown';
  }
}
