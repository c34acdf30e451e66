import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { SandboxExpiry } from './sandbox-expiry.js';
import { SandboxHoldsService } from './sandbox-holds.service.js';

/** What comes to its end by itself. */
@Injectable()
export class SandboxTimers {
  private readonly logger = new Logger(SandboxTimers.name);

  constructor(
    private readonly expiry: SandboxExpiry,
    private readonly holds: SandboxHoldsService,
  ) {}

  @Interval(1_000)
  endHolds(): Promise<void> {
    return this.logged(this.holds.endOverdue());
  }

  @Interval(15_000)
  expire(): Promise<void> {
    return this.logged(this.expiry.enforce());
  }

  private async logged(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => this.logger.error({ err: error }, 'A look at the time failed'));
  }
}
