import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ContainerRuntime, UsageMeter } from '@sdp/deployer';
import { type StatsReport } from '@sdp/protocol';
import { CONTAINER_RUNTIME } from '../deployer.providers.js';
import { ControlLink } from '../link/control-link.js';
import { ObservedService } from './observed.service.js';

const PERIOD_MS = 5_000;

/**
 * What running instances use, told every few seconds. Nobody waits for it: what cannot be measured or told now, since
 * the engine or the link is away, is left out.
 */
@Injectable()
export class UsageService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly meter = new UsageMeter();
  private timer?: NodeJS.Timeout;
  private isBusy = false;

  constructor(
    @Inject(CONTAINER_RUNTIME) private readonly runtime: ContainerRuntime,
    private readonly observed: ObservedService,
    private readonly link: ControlLink,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tick(), PERIOD_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async tick(): Promise<void> {
    if (this.isBusy || !this.link.isReady) return;
    this.isBusy = true;
    try {
      const samples = await this.measure();
      if (samples.length > 0) await this.link.request('instances:stats', { samples });
    } catch {
      // Next time, then.
    } finally {
      this.isBusy = false;
    }
  }

  private async measure(): Promise<StatsReport['samples']> {
    const at = new Date().toISOString();
    const measured = this.meter.measure(await this.runtime.usage());
    return measured
      .filter(({ identity }) => this.observed.isCurrent(identity))
      .map(({ identity: { sandboxId, service }, ...usage }) => ({ sandboxId, service, at, ...usage }));
  }
}
