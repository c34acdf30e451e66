import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type ContainerRuntime } from '@sdp/deployer';
import { CONTAINER_RUNTIME } from '../deployer.providers.js';
import { ReconcileService } from '../reconcile/reconcile.service.js';
import { ObservedService } from './observed.service.js';

/** Listens to the engine: every change of a container is looked at, and its return is a reason to reconcile again. */
@Injectable()
export class EngineWatch implements OnModuleDestroy {
  private readonly log = new Logger(EngineWatch.name);
  private readonly stopping = new AbortController();

  constructor(
    @Inject(CONTAINER_RUNTIME) private readonly runtime: ContainerRuntime,
    private readonly observed: ObservedService,
    private readonly reconciliation: ReconcileService,
  ) {}

  begin(): void {
    this.runtime.watch(
      () => this.observed.refresh(),
      () => void this.onGap(),
      this.stopping.signal,
    );
    this.observed.refresh();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async onGap(): Promise<void> {
    this.log.warn('events of the container engine were missed; looking at everything again');
    await this.reconciliation
      .apply()
      .catch((error: Error) => this.log.warn(`not reconciled: ${error.message}`));
    this.observed.refresh();
  }
}
